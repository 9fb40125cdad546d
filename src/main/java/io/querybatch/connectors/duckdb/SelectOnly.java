package io.querybatch.connectors.duckdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Lets nothing run but one SELECT that only reads. DuckDB may write wherever it may read, even from a {@code COPY} inside
 * {@code WITH}, and preparing several statements already runs all but the last; so its own parser is asked first.
 */
final class SelectOnly {

    /** Texts that passed: a batch runs the same text thousands of times, and parsing costs a millisecond. */
    private static final int REMEMBERED = 1_000;

    private static final String REASON = """
            with parsed(tree) as materialized (select json_serialize_sql(?::varchar)),
              nodes as (select key, fullkey, lower(atom ->> '$') as name from parsed, json_tree(tree))
            select coalesce(
              (select tree ->> '$.error_message' from parsed),
              (select 'there are ' || json_array_length(tree, '$.statements') || ' statements' from parsed
               where json_array_length(tree, '$.statements') <> 1),
              (select name || ' does not only read' from nodes where key = 'type' and name like '%\\_node' escape '\\'
                 and name not in ('select_node', 'set_operation_node', 'cte_node', 'recursive_cte_node') limit 1),
              (select 'table function ' || name || ' is not allowed' from nodes
               where fullkey like '%.function.function\\_name' escape '\\' and name not in (
                 'read_csv', 'read_csv_auto', 'read_parquet', 'parquet_scan', 'read_json', 'read_json_auto',
                 'read_json_objects', 'read_ndjson', 'read_ndjson_auto', 'read_ndjson_objects', 'read_text', 'read_blob',
                 'glob', 'range', 'generate_series', 'unnest', 'repeat', 'json_each', 'json_tree') limit 1))""";

    /** DuckDB gives up on describing hundreds of placeholders; one of them says as much. */
    private static final String MARK = "(?:\\?|cast\\(\\? as [a-z]+\\))";

    private static final Pattern LIST_OF_MARKS = Pattern.compile(MARK + "(?:, ?" + MARK + ")+");

    private final Set<String> passed = ConcurrentHashMap.newKeySet();

    /** Refuses anything else with an exception that says why. */
    void check(Connection connection, String text) throws SQLException {
        String sql = LIST_OF_MARKS.matcher(text).replaceAll("?");
        if (passed.contains(sql)) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(REASON)) {
            statement.setString(1, sql);
            try (ResultSet answer = statement.executeQuery()) {
                String reason = answer.next() ? answer.getString(1) : "";
                if (reason != null) {
                    throw new SQLException("only one SELECT may run: " + reason);
                }
            }
        }
        if (passed.size() >= REMEMBERED) {
            passed.clear();
        }
        passed.add(sql);
    }
}
