package io.querybatch.batches;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.planning.ItemRequest;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one entry of {@code queries}: an object with the parameters of a single query, or a string that holds one. */
final class ItemReader {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
    private static final int MAX_NAME = 255;
    private static final int MAX_ROWS = 1_000_000;

    /** Sent by existing clients and of no meaning here (contract A4). */
    private static final Set<String> IGNORED = Set.of(
            "system",
            "resource",
            "data_range_type",
            "api_key",
            "schedule_id",
            "ds_user",
            "ds_users",
            "api_links",
            "sync_timeout",
            "cache_minutes",
            "max_columns");

    /** Would change the rows: refused by name for as long as they are not supported, never silently ignored. */
    private static final List<String> UNSUPPORTED = List.of(
            "ds_segments",
            "filter",
            "order_rows",
            "order_columns",
            "compare_type",
            "compare_show",
            "compare_start_date",
            "compare_end_date",
            "offset_start",
            "offset_end");

    private static final List<String> UNSUPPORTED_SETTINGS = List.of(
            "no_headers",
            "no_json_keys",
            "decode_json_fields",
            "round_metrics_to",
            "timezone",
            "safe_cells",
            "exclude_invalid_accounts");

    private final JsonLimits jsonLimits;
    private final List<Violation> violations;

    ItemReader(JsonLimits jsonLimits, List<Violation> violations) {
        this.jsonLimits = jsonLimits;
        this.violations = violations;
    }

    /** Reads the entry at {@code pointer}; empty when it is no query at all, which is then among the violations. */
    Optional<ItemRequest> read(String pointer, JsonValue value) {
        try {
            JsonValue item = value instanceof JsonString text ? ItemText.parse(text.getString(), jsonLimits) : value;
            if (item instanceof JsonObject object) {
                return Optional.of(read(pointer, object));
            }
            wrong(pointer, "must be an object, or a string with the JSON text or the URL of a query");
        } catch (ServiceException e) {
            e.violations().forEach(violation -> wrong(pointer, violation.detail()));
        }
        return Optional.empty();
    }

    private void wrong(String pointer, String detail) {
        violations.add(new Violation(pointer, ErrorCode.BAD_REQUEST, detail));
    }

    private ItemRequest read(String pointer, JsonObject item) {
        Members members = new Members(pointer, item, violations);
        ItemRequest request = new ItemRequest(
                pointer,
                key(members),
                required(members, "ds_id"),
                accounts(members),
                members.text("date_range_type", MAX_NAME, null),
                members.text("start_date", MAX_NAME, null),
                members.text("end_date", MAX_NAME, null),
                fields(members),
                members.integer("max_rows", 1, MAX_ROWS, null));
        UNSUPPORTED.forEach(name -> refuse(members, name));
        settings(pointer, members);
        members.refuseMisspellings(IGNORED);
        return request;
    }

    private static String key(Members members) {
        String key = members.text("id", MAX_NAME, null);
        if (key != null && !KEY.matcher(key).matches()) {
            members.wrong("id", "must be 1 to 64 characters of A-Z a-z 0-9 _ . : -");
        }
        return key;
    }

    private static String required(Members members, String name) {
        if (!members.has(name)) {
            members.wrong(name, "is required");
            return "";
        }
        return members.text(name, MAX_NAME, "");
    }

    private static List<String> accounts(Members members) {
        return members.has("ds_accounts") ? names(members, "ds_accounts", "account ids") : null;
    }

    private static List<String> fields(Members members) {
        if (!members.has("fields")) {
            members.wrong("fields", "is required");
            return List.of();
        }
        return names(members, "fields", "field ids");
    }

    /** A comma list, or an array of strings. */
    private static List<String> names(Members members, String name, String what) {
        JsonValue value = members.get(name);
        List<String> names = new ArrayList<>();
        if (value instanceof JsonString text) {
            for (String part : text.getString().split(",", -1)) {
                names.add(part.strip());
            }
        } else if (value instanceof JsonArray array) {
            for (JsonValue element : array) {
                names.add(element instanceof JsonString text ? text.getString().strip() : "");
            }
        }
        if (names.isEmpty() || names.contains("")) {
            members.wrong(name, "must be a comma-separated string or an array of " + what + ", none of them empty");
            return List.of();
        }
        return names;
    }

    private static void refuse(Members members, String name) {
        JsonValue value = members.get(name);
        if (value != null && !isNeutral(value)) {
            members.wrong(name, "is not supported yet");
        }
    }

    private void settings(String pointer, Members members) {
        JsonValue value = members.get("settings");
        if (value == null) {
            return;
        }
        if (!(value instanceof JsonObject settings)) {
            members.wrong("settings", "must be an object");
            return;
        }
        Members inner = new Members(pointer + "/settings", settings, violations);
        UNSUPPORTED_SETTINGS.forEach(name -> refuse(inner, name));
        inner.refuseMisspellings(Set.of());
    }

    /** Values by which existing clients say "nothing". */
    private static boolean isNeutral(JsonValue value) {
        return value.getValueType() == JsonValue.ValueType.NULL
                || (value instanceof JsonString text
                        && (text.getString().isEmpty() || text.getString().equals("none")))
                || (value instanceof JsonArray array && array.isEmpty());
    }
}
