package io.querybatch.connectors;

import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.errors.ErrorCode;
import java.time.Duration;
import java.util.List;

/** Runs every field of a data source over no rows: wrong SQL shows, and nothing is read. */
final class FieldProbe {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private FieldProbe() {}

    /**
     * Adds a line to {@code problems} for every field that is wrong.
     *
     * @throws ScanException if the source is unavailable, so that nothing can be said of its fields
     */
    static void check(DataSourceDefinition definition, SqlConnector connector, List<String> problems)
            throws ScanException {
        for (FieldDefinition field : definition.fields()) {
            boolean metric = field.kind() == FieldDefinition.Kind.METRIC;
            String grouping = metric ? "" : " group by 1";
            String sql =
                    "select " + field.sql() + " from " + definition.relation() + " as source where 1 = 0" + grouping;
            try (RunningScan scan = connector.start(new Scan(sql, List.of(), TIMEOUT))) {
                scan.rows();
            } catch (ScanException e) {
                if (e.failure().code() == ErrorCode.QUERY_SOURCE_UNAVAILABLE) {
                    throw e;
                }
                Throwable cause = e.getCause() == null ? e : e.getCause();
                problems.add(definition.id() + ": field \"" + field.id() + "\": " + firstLine(cause));
            }
        }
    }

    /** The operator wrote the SQL and may read what the engine says of it. */
    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
