package io.querybatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.connectors.duckdb.DuckDbConfig;
import io.querybatch.connectors.duckdb.DuckDbConnectorFactory;
import io.querybatch.errors.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every form of file, alone and many at once, read in place and loaded. */
class DuckDbFilesTest {

    private static final String NORTH = "shop,amount\nnorth,1\n";
    private static final String SOUTH = "shop,amount\nsouth,2\n";

    @TempDir
    private Path folder;

    /** A file of each form with 1, one in another folder with 2, and names that are easily taken for something else. */
    @BeforeEach
    void write() throws IOException {
        both("csv", NORTH, SOUTH);
        both("json", "[{\"shop\":\"north\",\"amount\":1}]", "[{\"shop\":\"south\",\"amount\":2}]");
        both("ndjson", "{\"shop\":\"north\",\"amount\":1}\n", "{\"shop\":\"south\",\"amount\":2}\n");
        both("parquet", "", "");
        parquet("north", 1, path("data/a/x.parquet"));
        parquet("south", 2, path("data/b/x.parquet"));
        Files.write(path("data/a/x.csv.gz"), gzip(NORTH));
        Files.write(path("data/a/x.json.gz"), gzip("[{\"shop\":\"north\",\"amount\":1}]"));
        Files.writeString(path("data/a/sales.json.csv"), NORTH);
        Files.createDirectories(path("old.json.d"));
        Files.createDirectories(path("plain"));
        Files.writeString(path("plain/a.csv"), NORTH);
        Files.writeString(path("plain/b.csv"), SOUTH);
        Files.writeString(path("old.json.d/it's.csv"), NORTH);
        Files.copy(path("data/a/x.parquet"), path("data/a/UPPER.PARQUET"));
    }

    private Path path(String name) {
        return folder.resolve(name);
    }

    private void both(String form, String north, String south) throws IOException {
        Files.createDirectories(path("data/a"));
        Files.createDirectories(path("data/b"));
        Files.writeString(path("data/a/x." + form), north);
        Files.writeString(path("data/b/x." + form), south);
    }

    private static void parquet(String shop, int amount, Path file) {
        try (Connection duck = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = duck.createStatement()) {
            statement.execute("copy (select '" + shop + "' as shop, " + amount + " as amount) to '" + file + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private SqlConnector open(String file, boolean loaded) throws ScanException {
        return new DuckDbConnectorFactory(new DuckDbConfig("500MB", 2, path("tmp")))
                .open(Definitions.files(Map.of("sales", path(file)), loaded));
    }

    private static List<Object> total(SqlConnector connector) throws ScanException {
        return Rows.of(connector, "select count(*), cast(sum(amount) as bigint), min(shop) from sales")
                .get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "data/a/x.csv, 1, 1",
        "data/a/x.csv.gz, 1, 1",
        "data/a/x.json, 1, 1",
        "data/a/x.json.gz, 1, 1",
        "data/a/x.ndjson, 1, 1",
        "data/a/x.parquet, 1, 1",
        "data/a/UPPER.PARQUET, 1, 1",
        "data/a/sales.json.csv, 1, 1",
        "old.json.d/it's.csv, 1, 1",
        "data/*/x.csv, 2, 3",
        "data/*/x.json, 2, 3",
        "data/*/x.ndjson, 2, 3",
        "data/*/x.parquet, 2, 3",
        "data/**/x.parquet, 2, 3",
        "data/[ab]/x.csv, 2, 3",
        "data/?/x.csv, 2, 3",
        "data/b/*.csv, 1, 2",
        "data/a/x.c*, 2, 2",
        "plain, 2, 3"
    })
    void readsEveryFormOfFileInPlaceAndLoaded(String file, long rows, long amount) throws ScanException {
        for (boolean loaded : new boolean[] {false, true}) {
            try (SqlConnector connector = open(file, loaded)) {
                assertThat(total(connector).subList(0, 2))
                        .as("loaded %s", loaded)
                        .containsExactly(rows, amount);
            }
        }
    }

    @Test
    void readsFilesInPlaceAsTheyAreWhenAQueryComes() throws ScanException, IOException {
        try (SqlConnector connector = open("data/a/x.csv", false)) {
            assertThat(total(connector)).containsExactly(1L, 1L, "north");
            Files.writeString(path("data/a/x.csv"), "shop,amount\nwest,40\n");
            assertThat(total(connector)).containsExactly(1L, 40L, "west");
        }
    }

    @Test
    void readsFilesThatCameToAGlobLater() throws ScanException, IOException {
        try (SqlConnector connector = open("data/*/x.csv", false)) {
            Files.createDirectories(path("data/c"));
            Files.writeString(path("data/c/x.csv"), "shop,amount\nwest,40\n");
            assertThat(total(connector)).startsWith(3L, 43L);
        }
    }

    @Test
    void keepsLoadedFilesInMemory() throws ScanException, IOException {
        try (SqlConnector connector = open("data/a/x.csv", true)) {
            Files.delete(path("data/a/x.csv"));
            assertThat(total(connector)).containsExactly(1L, 1L, "north");
        }
    }

    @Test
    void aFileThatWentAwayIsASourceThatIsUnavailable() throws ScanException, IOException {
        try (SqlConnector connector = open("data/a/x.csv", false)) {
            Files.delete(path("data/a/x.csv"));
            ScanException e = Rows.failure(connector, "select * from sales");
            assertThat(e.getCause()).hasMessageStartingWith("IO Error");
            assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
            assertThat(e.failure().description()).doesNotContain("x.csv");
        }
    }
}
