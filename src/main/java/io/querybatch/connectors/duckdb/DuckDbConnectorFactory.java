package io.querybatch.connectors.duckdb;

import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.connectors.ConnectorFactory;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** Opens files as tables of an in-memory DuckDB that can reach nothing else. */
public final class DuckDbConnectorFactory implements ConnectorFactory {

    private final DuckDbConfig config;

    public DuckDbConnectorFactory(DuckDbConfig config) {
        this.config = config;
    }

    @Override
    public String kind() {
        return "duckdb";
    }

    @Override
    public SqlConnector open(DataSourceDefinition definition) throws ScanException {
        try {
            DuckDBConnection database = connect();
            try {
                createTables(database, definition);
                lockDown(database, definition);
                return new DuckDbConnector(database);
            } catch (SQLException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new ScanException(
                    new QueryFailure(ErrorCode.QUERY_SOURCE_UNAVAILABLE, "Its files cannot be read."), e);
        }
    }

    /** Not through DriverManager: inside an application server it does not know the drivers of the application. */
    private DuckDBConnection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("memory_limit", config.memoryLimit());
        properties.setProperty("threads", String.valueOf(config.threads()));
        properties.setProperty("temp_directory", config.tempFolder().toString());
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        return (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", properties);
    }

    private static void createTables(Connection database, DataSourceDefinition definition) throws SQLException {
        String kind = definition.loaded() ? "table" : "view";
        try (Statement statement = database.createStatement()) {
            for (Map.Entry<String, Path> table : definition.tables().entrySet()) {
                statement.execute("create " + kind + " \"" + table.getKey() + "\" as select * from "
                        + reader(table.getValue().toString()));
            }
        }
    }

    private static String reader(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        String function =
                name.endsWith(".parquet") ? "read_parquet" : name.contains(".json") ? "read_json" : "read_csv";
        return function + "(" + literal(file) + ")";
    }

    /** From here on only the folders of the tables can be read, nothing written, and no setting changed. */
    private static void lockDown(Connection database, DataSourceDefinition definition) throws SQLException {
        TreeSet<String> folders = new TreeSet<>();
        if (!definition.loaded()) {
            definition.tables().values().forEach(file -> folders.add(literal(file.getParent() + "/")));
        }
        try (Statement statement = database.createStatement()) {
            statement.execute("set allowed_directories = [" + String.join(", ", folders) + "]");
            statement.execute("set enable_external_access = false");
            statement.execute("set lock_configuration = true");
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
