package io.querybatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.connectors.duckdb.DuckDbConfig;
import io.querybatch.connectors.duckdb.DuckDbConnectorFactory;
import io.querybatch.errors.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scan cannot do, whatever its SQL says: write anything, or read anything but its tables. */
class DuckDbLockTest {

    @TempDir
    private Path folder;

    private SqlConnector connector;

    @BeforeEach
    void open() throws ScanException, IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(folder.resolve("tmp"));
        Files.writeString(folder.resolve("data/sales.csv"), "shop,amount\nnorth,1\n");
        Files.writeString(folder.resolve("data/more.csv"), "shop,amount\nsouth,2\n");
        Files.writeString(folder.resolve("data/neighbour.json"), "{}");
        Files.writeString(folder.resolve("secret.csv"), "password\nhunter2\n");
        Map<String, Path> tables =
                Map.of("sales", folder.resolve("data/sales.csv"), "all_sales", folder.resolve("data/*e*.csv"));
        connector = new DuckDbConnectorFactory(new DuckDbConfig("200MB", 1, folder.resolve("tmp")))
                .open(Definitions.files(tables, false));
    }

    @AfterEach
    void close() {
        connector.close();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file + " " + file.toFile().length())
                    .sorted()
                    .toList();
        }
    }

    /** In %1$s a scan may read every CSV file, and DuckDB itself may spill into %2$s. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy (select 1) to '%1$s/out.csv'",
                "copy (select 1) to '%1$s/out.parquet'",
                "copy (select 1) to '%1$s/sales.csv' (use_tmp_file false)",
                "copy (select 1) to '%2$s/out.csv'",
                "COPY (select 1) to '%2$s/out.csv' (return_files)",
                "explain analyze copy (select 1) to '%2$s/out.csv'",
                "copy (select 1) to '%2$s/out.csv'; select 1",
                "select 1; copy (select 1) to '%2$s/out.csv'",
                "select 1; select 2",
                "with t as (copy (select 1) to '%2$s/out.csv') select 1",
                "with a as (select 1), t as materialized (copy (select 1) to '%2$s/out.csv') select * from a",
                "select * from json_execute_serialized_sql("
                        + "json_serialize_sql('with t as (copy (select 1) to ''%2$s/out.csv'') select 1'))",
                "select * from query('select 1')",
                "with t as (insert into memo values (1) returning *) select * from t",
                "attach '%1$s/other.db'",
                "export database '%1$s/dump'",
                "create table memo as select 1",
                "create or replace view sales as select 1",
                "drop view sales",
                "prepare p as copy (select 1) to '%2$s/out.csv'",
                "call enable_logging('QueryLog', storage = 'file', storage_path = '%2$s/log')",
                "select * from enable_logging('QueryLog', storage = 'file', storage_path = '%2$s/log')",
                "install httpfs",
                "load httpfs",
                "set memory_limit = '10GB'",
                "set enable_external_access = true",
                "pragma enable_profiling",
                "checkpoint"
            })
    void writesAndChangesNothing(String sql) throws ScanException, IOException {
        List<String> before = files();
        ScanException e = Rows.failure(connector, sql.formatted(folder.resolve("data"), folder.resolve("tmp")));
        assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_SOURCE_ERROR);
        assertThat(e.getCause()).hasMessageStartingWith("only one SELECT may run: ");
        assertThat(files()).isEqualTo(before);
        assertThat(Rows.of(connector, "select shop, amount from sales")).containsExactly(List.of("north", 1L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from read_csv('%1$s/secret.csv')",
                "select * from read_csv('%1$s/data/../secret.csv')",
                "select * from '%1$s/secret.csv'",
                "select * from glob('%1$s/*')",
                "select * from read_text('/etc/passwd')",
                "select * from read_csv('http://127.0.0.1:1/x.csv')"
            })
    void readsNothingButItsTables(String sql) {
        ScanException e = Rows.failure(connector, sql.formatted(folder));
        assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_SOURCE_ERROR);
        assertThat(e.getCause()).hasMessageStartingWith("Permission Error: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 union all select 2 from sales",
                "with recursive t(i) as (select 1 union all select i + 1 from t where i < 3) select * from t",
                "with t as materialized (select * from sales) select (select max(amount) from t), exists (select 1)",
                "select unnest([1, 2]) from range(3), lateral (select * from generate_series(1, 2)) g",
                "select 'copy x to y', '\"type\":\"COPY_QUERY_NODE\"' as \"insert\" from sales",
                "select sum(amount) over (partition by shop) from sales qualify row_number() over () = 1",
                "values (1); -- and nothing more"
            })
    void readsInEveryFormOfSelect(String sql) throws ScanException {
        assertThat(Rows.of(connector, sql)).isNotEmpty();
    }

    @Test
    void hasTheMemoryThreadsAndFolderItWasGiven() throws ScanException {
        assertThat(Rows.of(connector, """
                select current_setting('memory_limit'), current_setting('threads'), current_setting('temp_directory'),
                  current_setting('enable_external_access'), current_setting('lock_configuration'),
                  current_setting('autoinstall_known_extensions'), current_setting('autoload_known_extensions')"""))
                .containsExactly(List.of("190.7 MiB", 1L, folder.resolve("tmp").toString(), false, true, false, false));
    }

    @Test
    void spillsIntoItsFolderWhenMemoryIsShort() throws ScanException, IOException {
        String sorting =
                "select v from (select hash(i) as v, repeat('x', 60) as w from range(6000000) t(i)) order by v, w";
        try (RunningScan scan = connector.start(new Scan(sorting, List.of(), Rows.LONG))) {
            assertThat(scan.rows().next()).isTrue();
            try (Stream<Path> spilled = Files.list(folder.resolve("tmp"))) {
                assertThat(spilled).isNotEmpty();
            }
        }
    }
}
