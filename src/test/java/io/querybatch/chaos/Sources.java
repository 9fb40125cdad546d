package io.querybatch.chaos;

import io.querybatch.testing.Project;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/** The data that is asked: the sample flights as files, and the same in a PostgreSQL of their own that no fault touches. */
final class Sources implements AutoCloseable {

    private static final String FILES = "FLIGHTS";
    private static final String DATABASE = "FLIGHTS_DB";

    private static final String TABLE = """
            create table flights(date date, origin varchar(3), flights bigint, delayed bigint, delay_minutes bigint,
              miles bigint, primary key (origin, date))""";

    private static final String YAML = """
            ds_id: FLIGHTS_DB
            name: Flights in a database
            connector: jdbc
            connection: {url: "jdbc:postgresql://127.0.0.1:%d/postgres?sslmode=disable", user: postgres, password: postgres}
            from: flights
            accounts: {column: origin, sql: "select distinct origin, origin from flights order by origin"}
            date_column: date
            fields:
              - {id: date, name: Date, type: dim, data_type: string.time.date}
              - {id: origin, name: Airport, type: dim, data_type: string.text.value}
              - {id: flights, name: Flights, type: met, data_type: int.number.value, sql: sum(flights)}
              - {id: delayed, name: Delayed, type: met, data_type: int.number.value, sql: sum(delayed)}
              - {id: on_time_ratio, name: On time, type: met, data_type: float.number.ratio, sql: "1 - cast(sum(delayed) as double precision) / nullif(sum(flights), 0)"}
            """;

    private final Path catalog;
    private final EmbeddedPostgres postgres;

    private Sources(Path catalog, EmbeddedPostgres postgres) {
        this.catalog = catalog;
        this.postgres = postgres;
    }

    static Sources in(Path folder) throws IOException, SQLException {
        Path data = Files.createDirectories(folder.resolve("data"));
        for (String file : List.of("flights.yaml", "data/flights_daily.csv", "data/airports.csv")) {
            Files.copy(Project.catalog().resolve(file), folder.resolve(file));
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        fill(postgres, data.resolve("flights_daily.csv"));
        Files.writeString(folder.resolve("flights_db.yaml"), YAML.formatted(postgres.getPort()));
        return new Sources(folder, postgres);
    }

    private static void fill(EmbeddedPostgres postgres, Path csv) throws IOException, SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                Reader rows = Files.newBufferedReader(csv)) {
            statement.execute(TABLE);
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy flights from stdin csv header", rows);
        }
    }

    /** Folder of the catalog. */
    Path catalog() {
        return catalog;
    }

    /** What can be asked. */
    static List<String> names() {
        return List.of(FILES, DATABASE);
    }

    /** The airports there are. */
    List<String> airports() throws IOException {
        return Files.readAllLines(catalog.resolve("data/airports.csv")).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
