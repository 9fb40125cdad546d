package io.querybatch.limits.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.execution.sql.EmptyDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all nodes remember of requests, in both databases. */
class RequestUseRowsTest {

    private static final Instant HOUR = Instant.parse("2026-01-31T12:00:00Z");

    static Stream<DataSource> databases() {
        return Stream.of(EmptyDatabases.h2(), EmptyDatabases.postgresql());
    }

    private static void migrate(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    private static <T> T inTransaction(DataSource database, Function<RequestUseRows, T> step) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            T done = step.apply(new RequestUseRows(DSL.using(connection, JDBCUtils.dialect(connection))));
            connection.commit();
            return done;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Long> add(DataSource database, Instant hour, Map<String, Long> requests) {
        return inTransaction(database, rows -> rows.add(hour, requests));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatNodesTellIsAddedUpForEachTenantAndHour(DataSource database) {
        migrate(database);
        assertThat(add(database, HOUR, Map.of("acme", 3L, "globex", 1L))).isEqualTo(Map.of("acme", 3L, "globex", 1L));
        assertThat(add(database, HOUR, Map.of("acme", 4L))).isEqualTo(Map.of("acme", 7L));
        assertThat(add(database, HOUR.plus(Duration.ofHours(1)), Map.of("acme", 2L)))
                .isEqualTo(Map.of("acme", 2L));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void nodesThatTellAtTheSameTimeLoseNothing(DataSource database) {
        migrate(database);
        IntStream.range(0, 40).parallel().forEach(i -> add(database, HOUR, Map.of("acme", 1L)));
        assertThat(add(database, HOUR, Map.of("acme", 1L))).isEqualTo(Map.of("acme", 41L));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void hoursThatAreOverAreForgotten(DataSource database) {
        migrate(database);
        Instant next = HOUR.plus(Duration.ofHours(1));
        add(database, HOUR, Map.of("acme", 3L));
        add(database, next, Map.of("acme", 5L));
        inTransaction(database, rows -> {
            rows.forget(next);
            return null;
        });
        assertThat(add(database, HOUR, Map.of("acme", 1L))).isEqualTo(Map.of("acme", 1L));
        assertThat(add(database, next, Map.of("acme", 1L))).isEqualTo(Map.of("acme", 6L));
    }
}
