package io.querybatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.catalog.AccountList;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.SourceLimits;
import io.querybatch.connectors.duckdb.DuckDbConfig;
import io.querybatch.connectors.duckdb.DuckDbConnectorFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbConnectorTest extends ConnectorContract {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private SqlConnector open(boolean loaded) throws ScanException {
        try {
            Path data = Files.createDirectories(folder.resolve("data"));
            Files.writeString(data.resolve("sales.csv"), "shop,amount\nnorth,1\nsouth,2\n");
            Files.writeString(folder.resolve("secret.csv"), "password\nhunter2\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        DataSourceDefinition definition = new DataSourceDefinition(
                "SALES",
                "Sales",
                "",
                "duckdb",
                Map.of(),
                Map.of("sales", folder.resolve("data/sales.csv")),
                loaded,
                "sales",
                null,
                new AccountList.None(),
                null,
                List.of(),
                new SourceLimits(2, 10, LONG));
        return new DuckDbConnectorFactory(new DuckDbConfig("500MB", 2, folder.resolve("tmp"))).open(definition);
    }

    @Override
    protected SqlConnector open() throws ScanException {
        return open(true);
    }

    @Override
    protected String endless() {
        return "select count(*) from range(1000000000) a, range(1000000) b where (a.range + b.range) % 7 = 3";
    }

    @Override
    protected String million() {
        return "select range from range(1000000) order by range";
    }

    private long total(SqlConnector connector) throws ScanException {
        try (RunningScan scan =
                connector.start(new Scan("select cast(sum(amount) as bigint) from sales", List.of(), LONG))) {
            RowCursor rows = scan.rows();
            rows.next();
            return (Long) rows.value(0);
        }
    }

    @Test
    void readsFilesInPlaceAfterItIsLockedDown() throws ScanException, IOException {
        try (SqlConnector connector = open(false)) {
            assertThat(total(connector)).isEqualTo(3);
            Files.writeString(folder.resolve("data/sales.csv"), "shop,amount\nnorth,40\n");
            assertThat(total(connector)).isEqualTo(40);
        }
    }

    @Test
    void keepsLoadedFilesInMemory() throws ScanException, IOException {
        try (SqlConnector connector = open(true)) {
            Files.delete(folder.resolve("data/sales.csv"));
            assertThat(total(connector)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from read_csv('%s/secret.csv')",
                "copy (select 1) to '%s/out.csv'",
                "attach '%s/other.db'",
                "install httpfs",
                "load httpfs",
                "set enable_external_access = true",
                "set memory_limit = '10GB'",
                "select * from read_text('/etc/passwd')"
            })
    void reachesNothingButItsTables(String sql) throws ScanException {
        try (SqlConnector connector = open(false);
                RunningScan scan = connector.start(new Scan(sql.formatted(folder), List.of(), LONG))) {
            assertThatThrownBy(scan::rows).isInstanceOf(ScanException.class);
        }
    }
}
