package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.catalog.Variables;
import io.querybatch.connectors.Definitions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedClusterTest {

    private static final Variables VARIABLES =
            new Variables(name -> Optional.of("db.example").filter(value -> name.equals("DB_HOST")));

    private static List<String> sources(String store, Map<String, String> connection) {
        return SharedCluster.sources(store, List.of(Definitions.database(connection)), VARIABLES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://db.example/state         | jdbc:postgresql://db.example/reports",
                "jdbc:postgresql://db.example:5432/state    | jdbc:postgresql://db.example/reports?ssl=true",
                "jdbc:postgresql://db.example/state         | jdbc:postgresql://${DB_HOST}/reports",
                "jdbc:postgresql://localhost/state          | jdbc:postgresql:reports",
                "jdbc:postgresql://127.0.0.1:6000/state     | jdbc:postgresql://localhost:6000/reports",
                "jdbc:postgresql://a:1,db.example:2/state   | jdbc:postgresql://db.example:2/reports",
            })
    void findsTheClusterOfTheStore(String store, String source) {
        assertThat(sources(store, Map.of("url", source))).containsExactly("SALES");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://db.example/state      | jdbc:postgresql://other.example/state",
                "jdbc:postgresql://db.example/state      | jdbc:postgresql://db.example:5433/state",
                "jdbc:postgresql://a:1,db.example:2/x    | jdbc:postgresql://a:2,db.example:1/x",
                "jdbc:postgresql://db.example/state      | jdbc:mariadb://db.example:5432/state",
                "jdbc:h2:file:/var/lib/querybatch        | jdbc:h2:file:/var/lib/querybatch",
            })
    void othersAreNoneOfItsBusiness(String store, String source) {
        assertThat(sources(store, Map.of("url", source))).isEmpty();
    }

    @Test
    void sourcesOfTheServerAreNotKnown() {
        assertThat(sources("jdbc:postgresql://db.example/state", Map.of("jndi", "java:app/jdbc/x")))
                .isEmpty();
    }
}
