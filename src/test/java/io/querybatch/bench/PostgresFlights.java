package io.querybatch.bench;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** Flights in PostgreSQL, with the index that these queries want. */
final class PostgresFlights extends FlightSource {

    private static final Path FILE = Project.catalog().resolve("data/flights_daily.csv");

    private static final String TABLE = """
        create table flights (date date, origin text, flights bigint, delayed bigint, delay_minutes bigint, miles bigint,
                              primary key (origin, date))""";

    private final BenchDatabase database;

    PostgresFlights(BenchDatabase database) throws SQLException, IOException {
        this.database = database;
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                Reader rows = Files.newBufferedReader(FILE)) {
            statement.execute(TABLE);
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy flights from stdin (format csv, header)", rows);
            statement.execute("analyze flights");
        }
    }

    @Override
    Connection connect() throws SQLException {
        return database.connections().getConnection();
    }

    @Override
    String location() {
        return "connector: jdbc\nconnection: {url: '" + database.url() + "', user: " + BenchDatabase.OWNER + "}";
    }

    @Override
    String floating() {
        return "double precision";
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
