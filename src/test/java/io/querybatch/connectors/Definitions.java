package io.querybatch.connectors;

import io.querybatch.catalog.AccountList;
import io.querybatch.catalog.DataSourceDefinition;
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
