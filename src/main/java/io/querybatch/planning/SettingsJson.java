package io.querybatch.planning;

import io.querybatch.query.QuerySettings;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;

/** Settings of a query as JSON: in the store, and as callers are shown them (contract B §3.2). */
public final class SettingsJson {

    /** Looked up once: {@code Json} searches the class path at every call. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private SettingsJson() {}

    public static JsonObjectBuilder write(QuerySettings settings) {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("no_headers", settings.noHeaders())
                .add("no_json_keys", settings.noJsonKeys());
        if (settings.roundMetricsTo() != null) {
            json.add("round_metrics_to", settings.roundMetricsTo());
        }
        if (settings.timezone() != null) {
            json.add("timezone", settings.timezone());
        }
        return json.add("safe_cells", settings.safeCells())
                .add("clean_data_types", settings.cleanDataTypes())
                .add("no_fusion", settings.noFusion());
    }

    static QuerySettings read(JsonObject json) {
        return new QuerySettings(
                json.getBoolean("no_headers", false),
                json.getBoolean("no_json_keys", true),
                json.containsKey("round_metrics_to") ? json.getInt("round_metrics_to") : null,
                json.getString("timezone", null),
                json.getBoolean("safe_cells", false),
                json.getBoolean("clean_data_types", false),
                json.getBoolean("no_fusion", false));
    }
}
