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
import io.querybatch.errors.ErrorCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MariaDbConnectorTest extends ConnectorContract {

    private static Map<String, String> connection;

    @BeforeAll
    static void create() {
        connection = Databases.mariaDb();
    }

    private static SqlConnector open(Map<String, String> connection) throws ScanException {
        JdbcConfig config = new JdbcConfig(Duration.ofSeconds(5), Duration.ofSeconds(5));
        return new JdbcConnectorFactory(config, Variables.ofEnvironment()).open(Definitions.database(connection));
    }

    @Override
    protected SqlConnector open() throws ScanException {
        return open(connection);
    }

    @Override
    protected String endless() {
        return "select count(*) from seq_1_to_1000000000 a, seq_1_to_1000000000 b where mod(a.seq + b.seq, 7) = 3";
    }

    @Override
    protected String numbers(long count) {
        return "select cast(seq as signed) from seq_0_to_" + (count - 1);
    }

    @Override
    protected String engineMethod() {
        return "readPacket";
    }

    @Override
    protected String doubleType() {
        return "double";
    }

    /** Truth is a number, and there are no times with zones: TIMESTAMP is told in the time zone of the session. */
    @Test
    @Override
    protected void deliversTruthAndInstantsAsThePortSays() throws ScanException {
        assertThat(row("select true, cast('2001-02-03 04:05:06.123456' as datetime(6))"))
                .containsExactly(1L, LocalDateTime.of(2001, 2, 3, 4, 5, 6, 123_456_000));
    }

    @Test
    void deliversItsOwnTypesAsThePortSays() throws ScanException {
        Databases.execute(
                connection,
                "create or replace table kinds (a tinyint(1), b tinyint, c bigint unsigned, d bit(1), e bit(8), f year, g time,"
                        + " h timestamp, i json, j enum('x', 'y'), k set('x', 'y'), l varbinary(2), m float, n char(3), o uuid,"
                        + " p decimal(30,20))",
                "insert into kinds values (1, -1, 18446744073709551615, b'1', b'101', 2024, '01:02:03',"
                        + " '2024-01-31 01:02:03', '{\"a\": 1}', 'x', 'x,y', x'41', 1.5, 'x',"
                        + " '00000000-0000-0000-0000-000000000001', 0.00000000000000000001)");
        try (SqlConnector connector = open()) {
            assertThat(connector.dialect()).isEqualTo(SQLDialect.MARIADB);
            assertThat(Rows.of(connector, "select * from kinds"))
                    .containsExactly(List.of(
                            true,
                            -1L,
                            new BigInteger("18446744073709551615"),
                            true,
                            "b'101'",
                            2024L,
                            LocalTime.of(1, 2, 3),
                            LocalDateTime.of(2024, 1, 31, 1, 2, 3),
                            "{\"a\": 1}",
                            "x",
                            "x,y",
                            "A",
                            1.5,
                            "x",
                            "00000000-0000-0000-0000-000000000001",
                            new BigDecimal("0.00000000000000000001")));
        }
    }

    @Test
    void deliversDaysAndTimesThatAreNoneAsText() throws ScanException {
        Databases.execute(
                connection,
                "set sql_mode = ''",
                "create or replace table odd (a date, b datetime, c datetime, d time, e time(1), f datetime(6))",
                "insert into odd values ('2024-00-00', '2024-02-00 01:02:03', '0000-00-00 00:00:00', '100:00:00', '-00:00:01.5',"
                        + " '2024-03-31 03:30:00.5')");
        try (SqlConnector connector = open()) {
            assertThat(Rows.of(connector, "select * from odd").get(0))
                    .containsExactly(
                            "2024-00-00",
                            "2024-02-00 01:02:03",
                            "0000-00-00 00:00:00",
                            "100:00:00",
                            "-00:00:01.5",
                            LocalDateTime.of(2024, 3, 31, 3, 30, 0, 500_000_000));
        }
    }

    @Test
    void nothingCanBeWritten() throws ScanException {
        try (SqlConnector connector = open()) {
            for (String sql : List.of(
                    "insert into memo values (1) returning n",
                    "delete from memo returning n",
                    "create table other as select 1 as n")) {
                assertThat(Rows.failure(connector, sql)).as(sql).cause().hasMessageContaining("READ ONLY transaction");
            }
            assertThat(Rows.of(connector, "select count(*) from memo")).containsExactly(List.of(0L));
        }
    }

    /** The server ends the statement by itself, so that it does when this process is gone. */
    @Test
    void theServerKnowsHowLongAScanMayTake() throws ScanException {
        try (SqlConnector connector = open()) {
            Scan scan = new Scan("select @@max_statement_time", List.of(), Duration.ofMillis(61_500));
            try (RunningScan running = connector.start(scan)) {
                var rows = running.rows();
                rows.next();
                assertThat(rows.value(0).toString()).startsWith("62");
            }
        }
    }

    @Test
    void saysThatItIsNotLetIn() throws ScanException {
        Map<String, String> stranger = new HashMap<>(connection);
        stranger.put("password", "wrong");
        try (SqlConnector connector = open(stranger)) {
            ScanException e = Rows.failure(connector, "select 1");
            assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
            assertThat(e.failure().description()).isEqualTo("The data source does not let this server in.");
        }
    }

    @Test
    void saysThatTheDatabaseIsNotThere() throws ScanException {
        Map<String, String> elsewhere = new HashMap<>(connection);
        elsewhere.put("url", connection.get("url") + "_gone");
        try (SqlConnector connector = open(elsewhere)) {
            assertThat(Rows.failure(connector, "select 1").failure().code())
                    .isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
        }
    }
}
