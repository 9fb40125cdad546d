package io.querybatch.parameters;

import io.querybatch.http.JsonLimits;
import io.querybatch.query.QuerySettings;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Set;

/** Reads {@code settings}: an object, or its JSON text (contract A6, B §5.5). */
final class SettingsReader {

    /** Looked up once: {@code Json} searches the class path at every call. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final String MEMBER = "settings";
    private static final int MAX_NAME = 100;

    /** What other sources of the published service know; of no meaning here. */
    private static final Set<String> IGNORED = Set.of(
            "report_type",
            "avoid_sampling",
            "decode_json_fields",
            "exclude_inactive_accounts",
            "exclude_unavailable_accounts");

    private final Members settings;

    /** Reads the member of a query; what it is not or has not counts as not said. */
    SettingsReader(Members members, JsonLimits limits) {
        this.settings = members.inner(MEMBER, said(object(members, limits)));
    }

    /** Existing clients send null for what they do not set. */
    private static JsonObject said(JsonObject object) {
        if (!object.containsValue(JsonValue.NULL)) {
            return object;
        }
        JsonObjectBuilder said = JSON.createObjectBuilder();
        object.forEach((name, value) -> {
            if (value != JsonValue.NULL) {
                said.add(name, value);
            }
        });
        return said.build();
    }

    private static JsonObject object(Members members, JsonLimits limits) {
        JsonValue value = members.get(MEMBER);
        if (value == null || Names.saysNothing(value)) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        JsonValue parsed = value instanceof JsonString text
                ? LiteralText.parse(text.getString(), limits).orElse(JsonValue.NULL)
                : value;
        if (parsed instanceof JsonObject object) {
            return object;
        }
        members.wrong(MEMBER, "must be an object, or the JSON text of one");
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    QuerySettings settings() {
        QuerySettings read = new QuerySettings(
                settings.flag("no_headers", false),
                settings.flag("no_json_keys", true),
                settings.integer("round_metrics_to", 0, 20, null),
                timezone(),
                settings.flag("safe_cells", false),
                settings.flag("clean_data_types", false),
                settings.flag("no_fusion", false));
        settings.get("exclude_invalid_accounts");
        settings.refuseMisspellings(IGNORED);
        return read;
    }

    boolean excludeInvalidAccounts() {
        return settings.flag("exclude_invalid_accounts", false);
    }

    private String timezone() {
        String name = settings.text("timezone", MAX_NAME, null);
        if (name == null || name.isBlank()) {
            return null;
        }
        try {
            return ZoneId.of(name.strip()).getId();
        } catch (DateTimeException e) {
            settings.wrong("timezone", "must be a time zone such as Europe/Helsinki or +02:00");
            return null;
        }
    }
}
