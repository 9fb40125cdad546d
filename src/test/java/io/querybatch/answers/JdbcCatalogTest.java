package io.querybatch.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.CatalogFiles;
import io.querybatch.catalog.Variables;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.jdbc.Databases;
import io.querybatch.connectors.jdbc.JdbcConfig;
import io.querybatch.connectors.jdbc.JdbcConnectorFactory;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A catalog file over a database, from YAML to rows. */
class JdbcCatalogTest {

    private static final String YAML = """
            ds_id: SALES
            name: Sales
            connector: jdbc
            connection: {url: "${DB_URL}", user: "${DB_USER}", password: "${DB_PASSWORD}"}
            from: (select s.*, t.country from sales s join shops t on t.id = s.shop)
            accounts: {column: shop, sql: "select id, name, country from shops order by id desc"}
            date_column: sold
            fields:
              - {id: day, name: Day, type: dim, data_type: string.time.date, sql: sold}
              - {id: country, name: Country, type: dim, data_type: string.text.value, sql: upper(country)}
              - {id: amount, name: Amount, type: met, data_type: float.currency.value, sql: sum(amount)}
              - {id: share, name: Share, type: met, data_type: float.number.ratio, sql: "1.0 * sum(paid) / nullif(sum(amount), 0)"}
            """;

    private static final String[] TABLES = {
        "create table shops(id varchar(9) primary key, name varchar(99), country varchar(9))",
        "insert into shops values ('north', 'The North', 'fi'), ('south', 'The ''South''', 'it')",
        "create table sales(shop varchar(9), sold date, amount decimal(9, 2), paid integer)",
        """
        insert into sales values ('north', date '2024-02-28', 1.10, 1), ('north', date '2024-02-29', 2.20, 1),
          ('north', date '2024-02-29', 3.30, 2), ('south', date '2024-02-29', 8.00, 2), ('south', date '2024-03-01', 0, 0)"""
    };

    @TempDir
    private Path folder;

    /** The databases that can be had here. */
    enum Database {
        POSTGRESQL,
        H2;

        Map<String, String> connection() {
            return this == POSTGRESQL
                    ? Databases.postgresql()
                    : Map.of(
                            "url",
                            "jdbc:h2:mem:catalog" + System.nanoTime() + ";DB_CLOSE_DELAY=60",
                            "user",
                            "sa",
                            "password",
                            "");
        }
    }

    private DataSources open(Database database, String yaml) throws IOException, CatalogException {
        Map<String, String> connection = database.connection();
        Databases.execute(connection, TABLES);
        Variables variables = new Variables(
                name -> Optional.ofNullable(connection.get(name.substring(3).toLowerCase(Locale.ROOT))));
        Files.writeString(folder.resolve("sales.yaml"), yaml);
        JdbcConfig config = new JdbcConfig(Duration.ofSeconds(2), Duration.ofSeconds(5));
        return DataSources.open(
                CatalogFiles.load(folder, variables), List.of(new JdbcConnectorFactory(config, variables)));
    }

    private static List<List<Object>> run(DataSources sources, List<String> shops, DateRange days, String... fields)
            throws ScanException {
        return Answers.of(
                        new QuerySpec("SALES", shops, days, List.of(fields), 100),
                        sources.catalog().source("SALES").orElseThrow(),
                        sources.connector("SALES"))
                .rows();
    }

    @ParameterizedTest
    @EnumSource
    void answersQueriesOfTheCatalog(Database database) throws IOException, CatalogException, ScanException {
        try (DataSources sources = open(database, YAML)) {
            assertThat(sources.catalog().source("SALES").orElseThrow().accounts())
                    .containsExactly(
                            new Account("south", "The 'South'", "it"), new Account("north", "The North", "fi"));
            DateRange leap = new DateRange(LocalDate.of(2024, 2, 28), LocalDate.of(2024, 2, 29));
            assertThat(run(sources, List.of("north", "south"), leap, "day", "country", "amount"))
                    .extracting(row -> row.get(0) + " " + row.get(1) + " " + row.get(2))
                    .containsExactly("2024-02-28 FI 1.10", "2024-02-29 FI 5.50", "2024-02-29 IT 8.00");
            assertThat(run(sources, List.of("south"), leap, "share")
                            .get(0)
                            .get(0)
                            .toString())
                    .startsWith("0.25");
            assertThat(run(sources, List.of("north' or '1'='1"), null, "amount"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTypoInAFieldIsFoundWhenTheCatalogIsOpened(Database database) {
        assertThat(catchThrowableOfType(
                                CatalogException.class, () -> open(database, YAML.replace("sum(paid)", "sum(payed)")))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("SALES: field \"share\": ")
                .containsIgnoringCase("payed");
    }

    @Test
    void aDatabaseThatIsAwayDoesNotStopTheStart() throws IOException, CatalogException {
        String yaml = YAML.replace("\"${DB_URL}\"", "jdbc:postgresql://127.0.0.1:1/nowhere");
        try (DataSources sources = open(Database.H2, yaml)) {
            assertThat(sources.unavailable()).containsExactly("SALES");
        }
    }
}
