package io.querybatch.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;

/**
 * One entry of {@code queries} in the making. Each method returns another one with a parameter more.
 *
 * @param parameters as they are sent
 */
public record QueryRequest(JsonObject parameters) {

    /** Asks a data source for some fields. */
    public static QueryRequest of(String dataSource, String... fields) {
        return new QueryRequest(JsonValue.EMPTY_JSON_OBJECT)
                .with("ds_id", Json.createValue(dataSource))
                .with("fields", Json.createArrayBuilder(List.of(fields)).build());
    }

    /** Names it: queries that come of it have this {@code id}. */
    public QueryRequest id(String id) {
        return with("id", Json.createValue(id));
    }

    /** Of these accounts only, or of lists such as {@code list.all_accounts}. */
    public QueryRequest accounts(String... ids) {
        return with("ds_accounts", Json.createArrayBuilder(List.of(ids)).build());
    }

    /** From one day to another, both included; days as {@code 2026-01-31} or relative as {@code yesterday}. */
    public QueryRequest dates(String start, String end) {
        return with("start_date", Json.createValue(start)).with("end_date", Json.createValue(end));
    }

    /** Over a range with a name, such as {@code last_7_days}. */
    public QueryRequest dates(String rangeType) {
        return with("date_range_type", Json.createValue(rangeType));
    }

    /** Only rows that match, such as {@code flights > 100}. */
    public QueryRequest filter(String filter) {
        return with("filter", Json.createValue(filter));
    }

    /** Ordered, such as {@code flights desc}. */
    public QueryRequest orderRows(String order) {
        return with("order_rows", Json.createValue(order));
    }

    /** At most so many rows. */
    public QueryRequest maxRows(int rows) {
        return with("max_rows", Json.createValue(rows));
    }

    /** With any other parameter. */
    public QueryRequest with(String name, JsonValue value) {
        return new QueryRequest(
                Json.createObjectBuilder(parameters).add(name, value).build());
    }
}
