package io.querybatch.parameters;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.grammar.FilterParser;
import io.querybatch.grammar.GrammarException;
import io.querybatch.http.JsonLimits;
import io.querybatch.planning.DateChoice;
import io.querybatch.planning.ItemRequest;
import io.querybatch.planning.SelectionChoice;
import io.querybatch.query.Filter;
import io.querybatch.query.PeriodComparison.Show;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one query: an object with the parameters of a single query, or a string that holds one. */
public final class ItemReader {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
    private static final int MAX_NAME = 255;

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
            "sync_timeout");

    private final JsonLimits jsonLimits;
    private final List<Violation> violations;
    private final FieldReader fields = new FieldReader();

    /** Findings go to {@code violations}, and reading goes on. */
    public ItemReader(JsonLimits jsonLimits, List<Violation> violations) {
        this.jsonLimits = jsonLimits;
        this.violations = violations;
    }

    /** Reads the entry at {@code pointer}; empty when it is no query at all, which is then among the violations. */
    public Optional<ItemRequest> read(String pointer, JsonValue value) {
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
        SettingsReader settings = new SettingsReader(members, jsonLimits);
        ItemRequest request = new ItemRequest(
                pointer,
                key(members),
                required(members, "ds_id"),
                AccountReader.read(members),
                Names.optional(members, "ds_segments", "segment ids"),
                dates(members, "date_range_type", "start_date", "end_date"),
                dates(members, "compare_type", "compare_start_date", "compare_end_date"),
                show(members),
                fields.read(members),
                filter(members),
                selection(members),
                settings.settings(),
                settings.excludeInvalidAccounts(),
                members.integer("cache_minutes", 0, Integer.MAX_VALUE, null));
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

    private static DateChoice dates(Members members, String type, String start, String end) {
        return new DateChoice(said(members, type), said(members, start), said(members, end));
    }

    /** Existing clients send empty texts for what they do not mean. */
    private static String said(Members members, String name) {
        if (members.get(name) == JsonValue.NULL) {
            return null;
        }
        String text = members.text(name, MAX_NAME, null);
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static Show show(Members members) {
        String text = said(members, "compare_show");
        if (text == null) {
            return Show.PERC_CHANGE;
        }
        Optional<Show> show = Show.parse(text);
        if (show.isEmpty()) {
            members.wrong("compare_show", "must be one of perc_change, abs_change, value");
        }
        return show.orElse(Show.PERC_CHANGE);
    }

    private static Filter filter(Members members) {
        if (members.get("filter") == JsonValue.NULL) {
            return null;
        }
        String text = members.text("filter", FilterParser.MAX_LENGTH, "");
        if (text.isBlank()) {
            return null;
        }
        try {
            return FilterParser.parse(text);
        } catch (GrammarException e) {
            members.wrong("filter", e.getMessage());
            return null;
        }
    }

    private static SelectionChoice selection(Members members) {
        return new SelectionChoice(
                OrderReader.read(members, "order_rows"),
                OrderReader.read(members, "order_columns"),
                members.integer("max_rows", 0, Integer.MAX_VALUE, null),
                members.integer("max_columns", 0, Integer.MAX_VALUE, null),
                members.integer("offset_start", 0, Integer.MAX_VALUE, null),
                members.integer("offset_end", 0, Integer.MAX_VALUE, null));
    }
}
