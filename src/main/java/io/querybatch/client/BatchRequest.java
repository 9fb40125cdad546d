package io.querybatch.client;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * A batch in the making. Each method returns another one with an option more.
 *
 * @param body as it is sent
 */
public record BatchRequest(JsonObject body) {

    /** A batch of these queries. */
    public static BatchRequest of(QueryRequest... queries) {
        return of(List.of(queries));
    }

    /** A batch of these queries. */
    public static BatchRequest of(List<QueryRequest> queries) {
        JsonArrayBuilder items = Json.createArrayBuilder();
        queries.forEach(query -> items.add(query.parameters()));
        return new BatchRequest(JsonValue.EMPTY_JSON_OBJECT).with("queries", items.build());
    }

    /** What it is for. */
    public BatchRequest description(String text) {
        return with("description", Json.createValue(text));
    }

    /** One query for each account. */
    public BatchRequest splitByAccount() {
        return with("split_accounts_policy", Json.createValue("all"));
    }

    /** One query for each day. */
    public BatchRequest splitByDay() {
        return with("split_dates_policy", Json.createValue("day"));
    }

    /** At most so many queries at a time, 1–50. */
    public BatchRequest concurrency(int queries) {
        return with("query_concurrency", Json.createValue(queries));
    }

    /** Results as {@code json}, {@code csv}, {@code parquet} … */
    public BatchRequest format(String format) {
        return with("query_output_format", Json.createValue(format));
    }

    /** With any other option. */
    public BatchRequest with(String name, JsonValue value) {
        return new BatchRequest(Json.createObjectBuilder(body).add(name, value).build());
    }
}
