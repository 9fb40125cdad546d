package io.querybatch.connectors.duckdb;

import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.connectors.ConnectorFactory;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.duckdb.DuckDb;
import io.querybatch.errors.ErrorCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Opens files as tables of an in-memory DuckDB that can reach nothing else. */
public final class DuckDbConnectorFactory implements ConnectorFactory {

    private final DuckDbConfig config;
    private final boolean late;

    /** Opens them at once. */
    public DuckDbConnectorFactory(DuckDbConfig config) {
        this(config, false);
    }

    /** {@code late} says that they are opened and asked when they are first used: what is wrong with them is found only then. */
    public DuckDbConnectorFactory(DuckDbConfig config, boolean late) {
        this.config = config;
        this.late = late;
    }

    @Override
    public String kind() {
        return "duckdb";
    }

    @Override
    public boolean asksLate() {
        return late;
    }

    @Override
    public SqlConnector open(DataSourceDefinition definition) throws ScanException {
        return late ? new LateConnector(() -> openNow(definition), files(definition)::version) : openNow(definition);
    }

    private SqlConnector openNow(DataSourceDefinition definition) throws ScanException {
        try {
            Supplier<String> dataVersion = dataVersion(definition);
            Connection database = connect();
            try {
                createTables(database, definition);
                lockDown(database, definition);
                return new DuckDbConnector(database, definition.loaded(), dataVersion);
            } catch (SQLException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw ScanException.of(ErrorCode.QUERY_SOURCE_UNAVAILABLE, "Its files cannot be read.", e);
        }
    }

    /** What is loaded once stays as the files were before they were read. */
    private static Supplier<String> dataVersion(DataSourceDefinition definition) {
        FileVersions files = files(definition);
        if (definition.loaded()) {
            String loaded = files.version();
            return () -> loaded;
        }
        return files::version;
    }

    private static FileVersions files(DataSourceDefinition definition) {
        return new FileVersions(
                definition.tables().values().stream().map(TableFiles::new).toList());
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("memory_limit", config.memoryLimit());
        properties.setProperty("threads", String.valueOf(config.threads()));
        properties.setProperty("temp_directory", config.tempFolder().toString());
        properties.setProperty("jdbc_stream_results", "true");
        return DuckDb.connect("jdbc:duckdb:", properties);
    }

    private static void createTables(Connection database, DataSourceDefinition definition) throws SQLException {
        String kind = definition.loaded() ? "table" : "view";
        try (Statement statement = database.createStatement()) {
            for (Map.Entry<String, Path> table : definition.tables().entrySet()) {
                statement.execute("create " + kind + " \"" + table.getKey() + "\" as select * from "
                        + new TableFiles(table.getValue()).reader());
            }
        }
    }

    /** From here on nothing but the files of the tables can be reached, and no setting changed. */
    private static void lockDown(Connection database, DataSourceDefinition definition) throws SQLException {
        Collection<Path> readInPlace =
                definition.loaded() ? List.of() : definition.tables().values();
        List<TableFiles> files = readInPlace.stream().map(TableFiles::new).toList();
        try (Statement statement = database.createStatement()) {
            statement.execute("set allowed_paths = " + literals(files.stream().flatMap(TableFiles::path)));
            statement.execute(
                    "set allowed_directories = " + literals(files.stream().map(TableFiles::folder)));
            statement.execute("set enable_external_access = false");
            statement.execute("set lock_configuration = true");
        }
    }

    private static String literals(Stream<String> texts) {
        return texts.map(TableFiles::literal).collect(Collectors.joining(", ", "[", "]"));
    }
}
