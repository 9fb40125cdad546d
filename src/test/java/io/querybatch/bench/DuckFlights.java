package io.querybatch.bench;

import io.querybatch.testing.Project;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** Flights in the memory of a DuckDB with as many threads and as much memory as the server gives its own. */
final class DuckFlights extends FlightSource {

    private static final Path FILE = Project.catalog().resolve("data/flights_daily.csv");

    private final DuckDBConnection database;

    DuckFlights() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", "1GB");
        settings.setProperty("threads", String.valueOf(Runtime.getRuntime().availableProcessors()));
        database = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", settings);
        try (Statement statement = database.createStatement()) {
            statement.execute("create table flights as select * from read_csv('" + FILE + "')");
        }
    }

    @Override
    Connection connect() throws SQLException {
        return database.duplicate();
    }

    @Override
    String location() {
        return "connector: duckdb\ntables: {flights: '" + FILE + "'}\nload: true";
    }

    @Override
    String floating() {
        return "double";
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
