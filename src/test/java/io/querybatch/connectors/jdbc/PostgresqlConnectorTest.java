package io.querybatch.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.catalog.Variables;
import io.querybatch.connectors.ConnectorContract;
import io.querybatch.connectors.Definitions;
import io.querybatch.connectors.Rows;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.Scan;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresqlConnectorTest extends ConnectorContract {

    private static Map<String, String> connection;

    @BeforeAll
    static void create() {
        connection = Databases.postgresql();
    }

    @Override
    protected SqlConnector open() throws ScanException {
        JdbcConfig config = new JdbcConfig(Duration.ofSeconds(5), Duration.ofSeconds(5));
        return new JdbcConnectorFactory(config, Variables.ofEnvironment()).open(Definitions.database(connection));
    }

    @Override
    protected String endless() {
        return "select count(*) from (select generate_series(1, 1000000000000)) a";
    }

    @Override
    protected String numbers(long count) {
        return "select generate_series(0::bigint, " + (count - 1) + ")";
    }

    @Override
    protected String engineMethod() {
        return "processResults";
    }

    @Test
    void deliversItsOwnTypesAsThePortSays() throws ScanException {
        try (SqlConnector connector = open()) {
            assertThat(connector.dialect()).isEqualTo(SQLDialect.POSTGRES);
            assertThat(Rows.of(connector, """
                    select 1::smallint, 1.5::real, 'x'::char(3), 'n'::name, time '01:02:03', '{"a": 1}'::jsonb,
                      array[1, 2], '\\x00ff'::bytea, '00000000-0000-0000-0000-000000000001'::uuid,
                      interval '1 day', 1e-20::numeric, b'101', now()""")).singleElement().satisfies(row -> {
                assertThat(row.subList(0, 12))
                        .containsExactly(
                                1L,
                                1.5,
                                "x  ",
                                "n",
                                LocalTime.of(1, 2, 3),
                                "{\"a\": 1}",
                                "{1,2}",
                                "\\x00ff",
                                "00000000-0000-0000-0000-000000000001",
                                "1 day",
                                new BigDecimal("0.00000000000000000001"),
                                "101");
                assertThat(row.get(12)).isInstanceOf(OffsetDateTime.class);
            });
        }
    }

    @Test
    void nothingCanBeWritten() throws ScanException {
        try (SqlConnector connector = open()) {
            ScanException e =
                    Rows.failure(connector, "with t as (insert into memo values (1) returning *) select * from t");
            assertThat(e.getCause()).hasMessageContaining("read-only transaction");
        }
    }

    /** The server ends the statement by itself, so that it does when this process is gone. */
    @Test
    void theServerKnowsHowLongAScanMayTake() throws ScanException {
        try (SqlConnector connector = open()) {
            Scan scan = new Scan("select current_setting('statement_timeout')", List.of(), Duration.ofMillis(61_500));
            try (RunningScan running = connector.start(scan)) {
                var rows = running.rows();
                rows.next();
                assertThat(rows.value(0)).isEqualTo("61500ms");
            }
            assertThat(Rows.of(connector, "select current_setting('statement_timeout')"))
                    .containsExactly(List.of("2min"));
        }
    }
}
