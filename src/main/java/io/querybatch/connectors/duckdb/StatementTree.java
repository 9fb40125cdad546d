package io.querybatch.connectors.duckdb;

import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/** Statements as DuckDB's {@code json_serialize_sql} describes them, read once in search of what does not only read. */
final class StatementTree {

    /** Looked up once: {@code Json} searches the class path at every call. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final Set<String> READING_NODES =
            Set.of("select_node", "set_operation_node", "cte_node", "recursive_cte_node");

    private static final Set<String> READING_FUNCTIONS = Set.of(
            "read_csv",
            "read_csv_auto",
            "read_parquet",
            "parquet_scan",
            "read_json",
            "read_json_auto",
            "read_json_objects",
            "read_ndjson",
            "read_ndjson_auto",
            "read_ndjson_objects",
            "read_text",
            "read_blob",
            "glob",
            "range",
            "generate_series",
            "unnest",
            "repeat",
            "json_each",
            "json_tree");

    private final String json;

    /** Names of the members in which the objects and arrays stand that are open; empty for elements of arrays. */
    private final Deque<String> open = new ArrayDeque<>();

    private String member = "";
    private int statements;
    private String objection;

    StatementTree(String json) {
        this.json = json;
    }

    /** Why this is not one SELECT that only reads; null if it is. */
    String objection() {
        try (JsonParser parser = JSON.createParser(new StringReader(json))) {
            while (parser.hasNext() && objection == null) {
                read(parser.next(), parser);
            }
        } catch (JsonException e) {
            return "its description cannot be read";
        }
        return objection == null && statements != 1 ? "there are " + statements + " statements" : objection;
    }

    private void read(JsonParser.Event event, JsonParser parser) {
        switch (event) {
            case KEY_NAME -> member = parser.getString();
            case START_OBJECT, START_ARRAY -> enter();
            case END_OBJECT, END_ARRAY -> leave();
            case VALUE_STRING -> check(parser.getString());
            default -> member = "";
        }
    }

    private void enter() {
        if (open.size() == 2 && open.peek().equals("statements")) {
            statements++;
        }
        open.push(member);
        member = "";
    }

    private void leave() {
        open.pop();
        member = "";
    }

    private void check(String value) {
        String name = value.toLowerCase(Locale.ROOT);
        if (member.equals("error_message") && open.size() == 1) {
            objection = value;
        } else if (member.equals("type") && name.endsWith("_node") && !READING_NODES.contains(name)) {
            objection = name + " does not only read";
        } else if (member.equals("function_name")
                && "function".equals(open.peek())
                && !READING_FUNCTIONS.contains(name)) {
            objection = "table function " + name + " is not allowed";
        }
        member = "";
    }
}
