package io.querybatch.connectors.http;

import com.sun.net.httpserver.HttpExchange;
import io.querybatch.connectors.http.FakeRemote.Request;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The result a {@link FakeRemote} has for every query.
 *
 * @param columns its columns, in the order of the rows
 * @param count number of data rows
 * @param row the JSON of a data row
 */
record RemoteTable(List<Column> columns, int count, IntFunction<String> row) {

    /** A column of a result. */
    record Column(String id, String name, String dataType) {}

    /** One integer column, {@code n}, whose rows count from 0. */
    static RemoteTable numbers(int count) {
        return new RemoteTable(List.of(new Column("n", "Number", "int.number.value")), count, i -> "[" + i + "]");
    }

    /** Those rows, each JSON. */
    static RemoteTable of(List<Column> columns, String... rows) {
        return new RemoteTable(columns, rows.length, i -> rows[i]);
    }

    /** The body that says how a query is, without rows. */
    String status(String state) {
        return "{\"meta\":{\"request_id\":\"r\",\"status_code\":\"" + state + "\"},\"data\":[]}";
    }

    /** Answers with the rows that {@code offset} and {@code limit} ask for. */
    void page(HttpExchange exchange, Request request) throws IOException {
        int offset = Integer.parseInt(request.parameters().getOrDefault("offset", "0"));
        int limit = Integer.parseInt(request.parameters().getOrDefault("limit", "2147483647"));
        try (OutputStream out = new BufferedOutputStream(FakeRemote.begin(exchange, 200, 0))) {
            out.write(head().getBytes(StandardCharsets.UTF_8));
            for (int i = offset; i < Math.min((long) count, (long) offset + limit); i++) {
                out.write(("," + row.apply(i)).getBytes(StandardCharsets.UTF_8));
            }
            out.write("]}".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Everything before the first data row. */
    String head() {
        List<String> fields = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Column column : columns) {
            fields.add(
                    "{\"id\":\"%s\",\"field_id\":\"%s\",\"field_name\":\"%s\",\"data_type\":\"%s\",\"data_column\":%d}"
                            .formatted(column.id, column.id, column.name, column.dataType, fields.size()));
            names.add("\"" + column.name + "\"");
        }
        boolean empty = count == 0;
        return "{\"meta\":{\"request_id\":\"r\",\"status_code\":\"SUCCESS\",\"query\":{\"fields\":["
                + String.join(",", fields)
                + "]},\"result\":{\"total_columns\":" + (empty ? 0 : columns.size()) + ",\"total_rows\":"
                + (empty ? 0 : count + 1) + "},\"paginate\":{\"next\":\"http://198.51.100.1/elsewhere\"}},\"data\":["
                + (empty ? "" : "[" + String.join(",", names) + "]");
    }

    /** A whole result without paging. */
    String body() {
        StringBuilder body = new StringBuilder(head());
        for (int i = 0; i < count; i++) {
            body.append(",").append(row.apply(i));
        }
        return body.append("]}").toString();
    }
}
