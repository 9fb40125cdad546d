package io.querybatch.client;

import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.util.stream.Stream;

/** A query that has ended, with its rows, which are read from the network while they are asked for: once, and not later. */
public final class ResultLine {

    private final String cursor;
    private final BatchQuery query;
    private final BatchQuery.ErrorInfo dataError;
    private final JsonParser data;
    private final boolean text;

    /** {@code data} has just read the begin of the rows; null if there are none. */
    ResultLine(String cursor, BatchQuery query, BatchQuery.ErrorInfo dataError, JsonParser data, boolean text) {
        this.cursor = cursor;
        this.query = query;
        this.dataError = dataError;
        this.data = data;
        this.text = text;
    }

    /** From which to go on after this line. */
    public String cursor() {
        return cursor;
    }

    /** How the query ended. */
    public BatchQuery query() {
        return query;
    }

    /** Why there are no rows although the query has succeeded, or null. */
    public BatchQuery.ErrorInfo dataError() {
        return dataError;
    }

    /** Whether rows come with the line. */
    public boolean hasData() {
        return data != null;
    }

    /** The rows are text (CSV, TSV, HTML): {@link #text}; else {@link #rows}. */
    public boolean isText() {
        return text;
    }

    /** The rows of the JSON formats: a header row and arrays, or objects, as the batch wanted. */
    public Stream<JsonValue> rows() {
        return data == null ? Stream.empty() : data.getArrayStream();
    }

    /** The result as text. */
    public String text() {
        return data == null ? "" : data.getString();
    }
}
