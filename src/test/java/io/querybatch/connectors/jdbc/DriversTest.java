package io.querybatch.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.catalog.Variables;
import io.querybatch.connectors.Definitions;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.Scan;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.errors.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every driver that comes along, as far as it can be tried without a server. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DriversTest {

    private static final JdbcConfig CONFIG = new JdbcConfig(Duration.ofSeconds(1), Duration.ofSeconds(1));

    private static SqlConnector open(String url) throws ScanException {
        return new JdbcConnectorFactory(CONFIG, Variables.ofEnvironment())
                .open(Definitions.database(Map.of("url", url, "user", "reader")));
    }

    private static ErrorCode failure(SqlConnector connector) {
        try (RunningScan scan = connector.start(new Scan("select 1", List.of(), Duration.ofSeconds(2)))) {
            scan.rows();
            return null;
        } catch (ScanException e) {
            assertThat(e.failure().description()).doesNotContain("127.0.0.1").doesNotContain("reader");
            return e.failure().code();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://127.0.0.1:1/db, POSTGRES, POSTGRESQL",
        "jdbc:mariadb://127.0.0.1:1/db, MARIADB, MYSQL",
        "jdbc:mysql://127.0.0.1:1/db?permitMysqlScheme, MYSQL, MYSQL",
        "jdbc:trino://127.0.0.1:1/tpch/tiny, TRINO, TRINO",
        "jdbc:h2:tcp://127.0.0.1:1/db, H2, H2"
    })
    void aServerThatRefusesIsUnavailable(String url, SQLDialect dialect, Engine engine) throws ScanException {
        try (SqlConnector connector = open(url)) {
            assertThat(connector.dialect()).isEqualTo(dialect);
            assertThat(Engine.of(dialect)).isEqualTo(engine);
            assertThat(failure(connector)).isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
            assertThat(connector.available()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1:%d/db",
                "jdbc:mariadb://127.0.0.1:%d/db",
                "jdbc:trino://127.0.0.1:%d/tpch/tiny"
            })
    void aServerThatNeverAnswersIsNotWaitedForForever(String url) throws ScanException, IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SqlConnector connector = open(url.formatted(silent.getLocalPort()))) {
            assertThat(failure(connector)).isIn(ErrorCode.QUERY_SOURCE_UNAVAILABLE, ErrorCode.QUERY_TIMEOUT);
        }
    }
}
