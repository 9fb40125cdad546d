package io.querybatch.connectors;

import io.querybatch.catalog.AccountList;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.SourceLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Data sources of which only the connector matters. */
public final class Definitions {

    private static final SourceLimits LIMITS = new SourceLimits(2, 10, Duration.ofMinutes(1));

    private Definitions() {}

    public static DataSourceDefinition files(Map<String, Path> tables, boolean loaded) {
        return new DataSourceDefinition(
                "SALES",
                "Sales",
                "",
                "duckdb",
                Map.of(),
                tables,
                loaded,
                "sales",
                null,
                new AccountList.None(),
                null,
                List.of(),
                List.of(),
                Map.of(),
                LIMITS);
    }

    /** A table of shops, of a connector of the test's own; {@code days} is the column of its dates, or null. */
    public static DataSourceDefinition shops(
            String table, AccountList accounts, String days, FieldDefinition... fields) {
        return new DataSourceDefinition(
                "SALES",
                "Sales",
                "",
                "fake",
                Map.of(),
                Map.of(),
                false,
                table,
                "shop",
                accounts,
                days,
                List.of(fields),
                List.of(),
                Map.of(),
                LIMITS);
    }

    public static DataSourceDefinition database(Map<String, String> connection) {
        return database(connection, LIMITS.concurrency());
    }

    /** One that bears so many queries at a time. */
    public static DataSourceDefinition database(Map<String, String> connection, int concurrency) {
        return new DataSourceDefinition(
                "SALES",
                "Sales",
                "",
                "jdbc",
                connection,
                Map.of(),
                false,
                "sales",
                null,
                new AccountList.None(),
                null,
                List.of(),
                List.of(),
                Map.of(),
                new SourceLimits(concurrency, 10, Duration.ofMinutes(1)));
    }
}
