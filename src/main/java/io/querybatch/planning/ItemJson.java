package io.querybatch.planning;

import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;

/**
 * A resolved item as it is kept in the store. Members may be added, never renamed: a newer server reads what an older one
 * wrote.
 */
public final class ItemJson {

    private ItemJson() {}

    public static String write(BatchItem item) {
        QuerySpec spec = item.spec();
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("ds_id", spec.dataSource())
                .add("ds_accounts", Json.createArrayBuilder(spec.accounts()))
                .add("fields", Json.createArrayBuilder(spec.fields()))
                .add("max_rows", spec.maxRows());
        if (spec.dates() != null) {
            json.add("start_date", spec.dates().start().toString())
                    .add("end_date", spec.dates().end().toString());
        }
        if (!item.excludedAccounts().isEmpty()) {
            json.add("excluded_accounts", Json.createArrayBuilder(item.excludedAccounts()));
        }
        return json.build().toString();
    }

    /** Reads an item; what is not in its text comes from its row. */
    public static BatchItem read(String text, int firstN, String key, SplitPolicy split) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            QuerySpec spec = new QuerySpec(
                    json.getString("ds_id"),
                    strings(json, "ds_accounts"),
                    dates(json),
                    strings(json, "fields"),
                    json.getInt("max_rows"));
            return new BatchItem(firstN, key, spec, strings(json, "excluded_accounts"), split);
        }
    }

    private static DateRange dates(JsonObject json) {
        return json.containsKey("start_date")
                ? new DateRange(
                        LocalDate.parse(json.getString("start_date")), LocalDate.parse(json.getString("end_date")))
                : null;
    }

    private static List<String> strings(JsonObject json, String name) {
        JsonArray array = json.getJsonArray(name);
        return array == null ? List.of() : array.getValuesAs(JsonString::getString);
    }
}
