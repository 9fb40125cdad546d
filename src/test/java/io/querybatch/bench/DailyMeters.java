package io.querybatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** A row for each of 1,000 accounts and as many days as asked for, so that every query of a huge batch has a result. */
final class DailyMeters implements AutoCloseable {

    static final int ACCOUNTS = 1_000;

    private static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 1);

    private static final String GENERATE = """
        copy (select 'M' || lpad(cast(account as varchar), 4, '0') as meter,
                     date '2020-01-01' + cast(day as integer) as day,
                     account * 31 %% 97 + day %% 13 as reading
              from range(%d) accounts(account), range(%d) days(day)) to '%s' (format parquet)\
        """;

    private static final String CATALOG = """
        ds_id: METERS
        name: Meters
        connector: duckdb
        tables: {meters: meters.parquet}
        load: true
        from: meters
        accounts: {column: meter, sql: "select distinct meter, meter, 'all' from meters order by 1"}
        date_column: day
        fields:
          - {id: day, name: Day, type: dim, data_type: string.time.date}
          - {id: meter, name: Meter, type: dim, data_type: string.text.value}
          - {id: reading, name: Reading, type: met, data_type: int.number.value, sql: sum(reading)}
        """;

    private static final String BATCH = """
        {"split_accounts_policy":"all","split_dates_policy":"day","query_concurrency":50,"timeout_minutes":60,"queries":[
         {"ds_id":"METERS","ds_accounts":"list.all_accounts","start_date":"%s","end_date":"%s","settings":%s,
          "fields":"day,meter,reading"}]}\
        """;

    private final Path catalog;

    private DailyMeters(Path catalog) {
        this.catalog = catalog;
    }

    static DailyMeters of(int days) throws IOException, SQLException {
        Path catalog = Files.createTempDirectory(HandWrittenLoop.folder(), "meters");
        try (Connection duck = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = duck.createStatement()) {
            statement.execute(GENERATE.formatted(ACCOUNTS, days, catalog.resolve("meters.parquet")));
        }
        Files.writeString(catalog.resolve("meters.yaml"), CATALOG);
        return new DailyMeters(catalog);
    }

    Path catalog() {
        return catalog;
    }

    /** One query for each account and each of so many days, from the day of that number on. */
    static String batch(int firstDay, int days) {
        return batch(firstDay, days, "{}");
    }

    /** The same with other settings. */
    static String batch(int firstDay, int days, String settings) {
        LocalDate first = FIRST_DAY.plusDays(firstDay);
        return BATCH.formatted(first, first.plusDays(days - 1L), settings);
    }

    @Override
    public void close() throws IOException {
        Folders.delete(catalog);
    }
}
