package io.querybatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/**
 * Five million rows in a Parquet file, in a catalog of their own as data source {@code LARGE}, and what a query over all of
 * them must give, by DuckDB alone.
 */
final class LargeData implements AutoCloseable {

    static final int ROWS = 5_000_000;

    /** One query for all of it; {@code %s} is the format. */
    static final String BATCH = """
        {"query_output_format":"%s","queries":[{"ds_id":"LARGE","start_date":"2024-01-01","end_date":"2024-12-31",
         "fields":"line,day,account,label,units,amount"}]}\
        """;

    /** Texts with what makes encoders work: other scripts, quotes, separators, line breaks. */
    private static final String GENERATE = """
        copy (select date '2024-01-01' + cast(i %% 366 as integer) as day,
                     'A' || lpad(cast(i * 31 %% 50 as varchar), 2, '0') as account,
                     i as line,
                     ['plain', 'Zürich, Straße', '東京都', '🚲 rental', 'the "best"', 'two' || chr(10) || 'lines', 'naïve'][i %% 7 + 1]
                         || ' ' || i %% 9973 as label,
                     cast(i * 7919 %% 1000 as integer) as units,
                     cast(i * 104729 %% 10000000 / 100 as decimal(12, 2)) as amount
              from range(%d) numbers(i)) to '%s' (format parquet)\
        """;

    /** Each line is a group of its own: what is measured is the result, so the engine has as little to do as can be. */
    private static final String CATALOG = """
        ds_id: LARGE
        name: Five million rows
        connector: duckdb
        tables: {rows: rows.parquet}
        from: rows
        date_column: day
        limits: {max_rows: 5000000}
        fields:
          - {id: line, name: Line, type: dim, data_type: int.number.value}
          - {id: day, name: Day, type: met, data_type: string.time.date, sql: min(day)}
          - {id: account, name: Account, type: met, data_type: string.text.value, sql: any_value(account)}
          - {id: label, name: Label, type: met, data_type: string.text.value, sql: any_value(label)}
          - {id: units, name: Units, type: met, data_type: int.number.value, sql: sum(units)}
          - {id: amount, name: Amount, type: met, data_type: float.number.value, sql: sum(amount)}
        """;

    /** The statement that the product has to run. */
    private static final String QUERY = """
        select line as "Line", min(day) as "Day", any_value(account) as "Account", any_value(label) as "Label",
               sum(units) as "Units", sum(amount) as "Amount"
        from '%s' where day between '2024-01-01' and '2024-12-31' group by line order by line limit 5000000\
        """;

    private final Path folder;
    private final Connection duck;

    private LargeData(Path folder) throws SQLException {
        this.folder = folder;
        Properties settings = new Properties();
        // What the server gives its own.
        settings.setProperty("memory_limit", "1GB");
        settings.setProperty("threads", String.valueOf(Runtime.getRuntime().availableProcessors()));
        settings.setProperty("temp_directory", folder.resolve("spill").toString());
        duck = new DuckDBDriver().connect("jdbc:duckdb:", settings);
    }

    /** Generates the data and its catalog into a new folder below {@code parent}, which is gone when this is closed. */
    static LargeData in(Path parent) throws IOException, SQLException {
        LargeData data = new LargeData(Files.createTempDirectory(Files.createDirectories(parent), "large"));
        data.execute(GENERATE.formatted(ROWS, data.rows()));
        Files.createDirectories(data.catalog());
        Files.writeString(data.catalog().resolve("large.yaml"), CATALOG);
        return data;
    }

    Path folder() {
        return folder;
    }

    Path catalog() {
        return folder.resolve("catalog");
    }

    private Path rows() throws IOException {
        return Files.createDirectories(catalog()).resolve("rows.parquet");
    }

    /** Has DuckDB write the result by itself. */
    void copyTo(Path file, String options) throws IOException, SQLException {
        execute("copy (" + QUERY.formatted(rows()) + ") to '" + file + "' (" + options + ")");
    }

    /** What all rows of the result add up to. */
    Totals totals() throws IOException, SQLException {
        return totals("(" + QUERY.formatted(rows()) + ")");
    }

    /** What the rows of a file with the same six columns, or of another relation, add up to. */
    Totals totals(String relation) throws SQLException {
        String sql = "select count(*), sum(cast(line as hugeint) * (date_diff('day', date '2024-01-01', day) + 1)),"
                + " sum(units), sum(cast(amount as decimal(18, 2))), sum(strlen(account || label))"
                + " from " + relation + " as result(line, day, account, label, units, amount)";
        try (Statement statement = duck.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Totals(
                    row.getLong(1), row.getBigDecimal(2), row.getBigDecimal(3), row.getBigDecimal(4), row.getLong(5));
        }
    }

    /** The rows of the result from {@code offset} on, as text. */
    List<List<String>> page(int offset, int limit) throws IOException, SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(
                        "from (" + QUERY.formatted(rows()) + ") limit " + limit + " offset " + offset)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = duck.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        duck.close();
        Folders.delete(folder);
    }
}
