package io.querybatch.bench;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * One query as one would write it by hand: a connection and a prepared statement for each worker, the rows as JSON into a file
 * of its own. Nothing is forced to disk, nothing repeated, and nobody can ask how far it is.
 */
final class HandWritten implements AutoCloseable {

    private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());
    private static final List<String> HEADER = List.of("Date", "Airport", "Flights", "Delayed", "On time");

    private final FlightSource source;
    private final FlightAsks asks;
    private final Path folder;
    private final Deque<Worker> idle = new ConcurrentLinkedDeque<>();

    /** {@code folder} is made for the results, and gone when this is closed. */
    HandWritten(FlightSource source, FlightAsks asks, Path folder) throws IOException {
        this.source = source;
        this.asks = asks;
        this.folder = Files.createTempDirectory(folder, "by-hand");
    }

    /** Runs the query of a number, from 0, on any thread. */
    void run(int number) {
        try {
            Worker worker = idle.poll();
            if (worker == null) {
                worker = new Worker(source.connect(), source.query());
            }
            worker.run(number);
            idle.push(worker);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(int number) {
        return folder.resolve(number + ".json");
    }

    /** What was written. */
    FlightTotals totals() throws IOException {
        FlightTotals totals = FlightTotals.NONE;
        for (int number = 0; number < asks.amount(); number++) {
            try (JsonReader reader = Json.createReader(Files.newInputStream(file(number)))) {
                totals = totals.plus(FlightTotals.of(reader.readArray()));
            }
        }
        return totals;
    }

    @Override
    public void close() throws IOException, SQLException {
        for (Worker worker : idle) {
            worker.connection.close();
        }
        Folders.delete(folder);
    }

    /** Used by one thread at a time. */
    private final class Worker {

        private final Connection connection;
        private final PreparedStatement statement;

        Worker(Connection connection, String sql) throws SQLException {
            this.connection = connection;
            this.statement = connection.prepareStatement(sql);
        }

        void run(int number) throws SQLException, IOException {
            statement.setString(1, asks.airport(number));
            statement.setObject(2, asks.day(number));
            try (ResultSet rows = statement.executeQuery();
                    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file(number)));
                    JsonGenerator json = GENERATORS.createGenerator(out)) {
                json.writeStartArray().writeStartArray();
                HEADER.forEach(json::write);
                json.writeEnd();
                while (rows.next()) {
                    write(rows, json);
                }
                json.writeEnd();
            }
        }

        private void write(ResultSet row, JsonGenerator json) throws SQLException {
            json.writeStartArray()
                    .write(row.getString(1))
                    .write(row.getString(2))
                    .write(row.getLong(3))
                    .write(row.getLong(4));
            double onTime = row.getDouble(5);
            if (row.wasNull()) {
                json.writeNull();
            } else {
                json.write(onTime);
            }
            json.writeEnd();
        }
    }
}
