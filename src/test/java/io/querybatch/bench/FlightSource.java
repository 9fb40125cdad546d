package io.querybatch.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The flights of the sample catalog in an engine: the same table for the server and for who asks the engine directly. */
abstract class FlightSource implements AutoCloseable {

    /** Queries running at once, whoever runs them. */
    static final int WORKERS = 8;

    /** As the server asks; {@code %s} is the type that a ratio is computed in. Airport and day are bound. */
    private static final String QUERY = """
        select date, origin, sum(flights), sum(delayed), 1 - cast(sum(delayed) as %s) / nullif(sum(flights), 0)
        from flights where origin = ? and date = ? group by date, origin order by date, origin limit 1000000\
        """;

    private static final String CATALOG = """
        ds_id: FLIGHTS
        name: Flights
        %s
        from: flights
        accounts: {column: origin, sql: "select distinct origin, origin, 'US' from flights order by 1"}
        date_column: date
        limits: {concurrency: %d, max_rows: 1000000}
        fields:
          - {id: date, name: Date, type: dim, data_type: string.time.date}
          - {id: origin, name: Airport, type: dim, data_type: string.text.value}
          - {id: flights, name: Flights, type: met, data_type: int.number.value, sql: sum(flights)}
          - {id: delayed, name: Delayed, type: met, data_type: int.number.value, sql: sum(delayed)}
          - {id: on_time_ratio, name: On time, type: met, data_type: float.number.ratio,
             sql: "1 - cast(sum(delayed) as %s) / nullif(sum(flights), 0)"}
        """;

    /** A connection for one worker. */
    abstract Connection connect() throws SQLException;

    /** Keys of the catalog that say where the table is. */
    abstract String location();

    /** What the engine calls a number of eight bytes with a fraction. */
    abstract String floating();

    @Override
    public abstract void close() throws SQLException;

    final String query() {
        return QUERY.formatted(floating());
    }

    final String catalog() {
        return CATALOG.formatted(location(), WORKERS, floating());
    }

    /** The airports with most days, so that hardly a query finds nothing. */
    final List<String> airports(int amount) throws SQLException {
        String sql = "select origin from flights group by origin order by count(*) desc, origin limit " + amount;
        List<String> airports = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                airports.add(rows.getString(1));
            }
        }
        return airports;
    }
}
