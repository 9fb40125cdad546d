package io.querybatch.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.catalog.Variables;
import io.querybatch.connectors.ConnectorContract;
import io.querybatch.connectors.Definitions;
import io.querybatch.connectors.Rows;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("trino")
class TrinoConnectorTest extends ConnectorContract {

    private static Map<String, String> connection;

    @BeforeAll
    static void create() {
        Map<String, String> trino = Databases.trino();
        // The rows of one statement are made side by side otherwise, in no order.
        connection =
                Map.of("url", trino.get("url") + "?sessionProperties=task_concurrency:1", "user", trino.get("user"));
    }

    @Override
    protected SqlConnector open() throws ScanException {
        JdbcConfig config = new JdbcConfig(Duration.ofSeconds(5), Duration.ofSeconds(5));
        return new JdbcConnectorFactory(config, Variables.ofEnvironment()).open(Definitions.database(connection));
    }

    @Override
    protected String endless() {
        return "select count(*) from table(sequence(0, 1000000000000)) a, table(sequence(0, 1000000000000)) b";
    }

    /** A sequence has up to 10,000 numbers; the table function of that name has more, but not in order. */
    @Override
    protected String numbers(long count) {
        return "select (a * 10000 + b) * 10000 + c from %s as t (a) cross join %s as u (b) cross join %s as v (c)"
                .formatted(sequence(count / 100_000_000), sequence(count / 10_000), sequence(count));
    }

    private static String sequence(long count) {
        return "unnest(sequence(bigint '0', " + (Math.max(1, Math.min(10_000, count)) - 1) + "))";
    }

    /** Trino plans first. */
    @Override
    protected Duration shortTime() {
        return Duration.ofSeconds(5);
    }

    @Override
    protected String engineMethod() {
        return "computeNext";
    }

    @Test
    void deliversItsOwnTypesAsThePortSays() throws ScanException {
        try (SqlConnector connector = open()) {
            assertThat(connector.dialect()).isEqualTo(SQLDialect.TRINO);
            List<Object> row = Rows.of(connector, """
                    select tinyint '1', smallint '2', real '1.5', cast('x' as char(3)), time '01:02:03', json '{"a": 1}',
                      uuid '00000000-0000-0000-0000-000000000001', ipaddress '10.0.0.1', decimal '0.10',
                      timestamp '2001-02-03 04:05:06.123456', timestamp '2001-02-03 04:05:06 Europe/Helsinki', infinity()""").get(0);
            assertThat(row)
                    .containsExactly(
                            1L,
                            2L,
                            1.5,
                            "x  ",
                            LocalTime.of(1, 2, 3),
                            "{\"a\":1}",
                            "00000000-0000-0000-0000-000000000001",
                            "10.0.0.1",
                            new BigDecimal("0.10"),
                            LocalDateTime.of(2001, 2, 3, 4, 5, 6, 123_456_000),
                            OffsetDateTime.of(2001, 2, 3, 2, 5, 6, 0, ZoneOffset.UTC),
                            Double.POSITIVE_INFINITY);
        }
    }
}
