package io.querybatch.http;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.query.Quotation;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Query parameters, read strictly: what is unknown, repeated or out of range is an error, all of them at once. */
public final class QueryParameters {

    /** Sent by existing clients and of no meaning here (contract A4). */
    private static final Set<String> IGNORED = Set.of("system", "resource", "data_range_type", "api_key", "pretty");

    /** All parameters in one, as the text of a JSON object (contract B §1). */
    private static final String JSON = "json";

    private static final Pattern CURSOR = Pattern.compile("\\d{1,18}");
    private static final JsonLimits JSON_LIMITS = new JsonLimits(8);

    private final MultivaluedMap<String, String> parameters;
    private final Set<String> known = new TreeSet<>();
    private final List<Violation> violations = new ArrayList<>();

    private QueryParameters(MultivaluedMap<String, String> parameters) {
        this.parameters = parameters;
    }

    /**
     * The parameters of a request, flat or in the parameter {@code json}; end with {@link #done()}.
     *
     * @throws ServiceException BAD_REQUEST if what should be a JSON object is none
     */
    public static QueryParameters of(UriInfo uri) {
        MultivaluedMap<String, String> flat = new MultivaluedHashMap<>();
        uri.getQueryParameters().forEach(flat::addAll);
        List<String> json = flat.remove(JSON);
        if (json != null) {
            JsonValue value = StrictJson.parse(String.join(",", json), JSON_LIMITS);
            if (!(value instanceof JsonObject object)) {
                throw ServiceException.of(
                        ErrorCode.BAD_REQUEST,
                        List.of(new Violation(
                                "", ErrorCode.BAD_REQUEST, "query parameter \"json\": must be a JSON object")));
            }
            object.forEach((name, member) -> flat.put(name, texts(member)));
        }
        return new QueryParameters(flat);
    }

    /** An array is a parameter that is there several times, null one that is not there. */
    private static List<String> texts(JsonValue value) {
        return switch (value.getValueType()) {
            case NULL -> List.of();
            case STRING -> List.of(((JsonString) value).getString());
            case ARRAY ->
                value.asJsonArray().stream()
                        .flatMap(element -> texts(element).stream())
                        .toList();
            default -> List.of(value.toString());
        };
    }

    /** A parameter that must be there. */
    public String requiredText(String name) {
        String value = single(name);
        if (value == null || value.isEmpty()) {
            wrong(name, "is required");
            return "";
        }
        return value;
    }

    /** A parameter that may be there, else null. */
    public String text(String name) {
        String value = single(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Names in one comma list, or in several parameters; none when it is absent. */
    public List<String> names(String name) {
        known.add(name);
        known.add(name + "[]");
        List<String> names = new ArrayList<>();
        for (String key : List.of(name, name + "[]")) {
            for (String value : parameters.getOrDefault(key, List.of())) {
                Stream.of(value.split(","))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .forEach(names::add);
            }
        }
        return names;
    }

    /** Parameters of the published service that mean nothing here. */
    public void ignore(String... names) {
        known.addAll(List.of(names));
    }

    /** Where a page of a list begins: only what has a smaller number; the first page if it is absent. */
    public long cursor() {
        String text = text("cursor");
        if (text == null) {
            return Long.MAX_VALUE;
        }
        if (!CURSOR.matcher(text).matches()) {
            refuse("cursor", "must be the cursor of an answer");
            return Long.MAX_VALUE;
        }
        return Long.parseLong(text);
    }

    /** Reports a value that means nothing. */
    public void refuse(String name, String text) {
        wrong(name, text);
    }

    /** A whole number in a range. */
    public int integer(String name, int min, int max, int absent) {
        String value = single(name);
        if (value == null) {
            return absent;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The message for people follows.
        }
        wrong(name, "must be a whole number from " + min + " to " + max);
        return absent;
    }

    /** {@code true} or {@code false}; false when it is not there. */
    public boolean flag(String name) {
        String value = single(name);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            wrong(name, "must be true or false");
        }
        return "true".equals(value);
    }

    private String single(String name) {
        known.add(name);
        List<String> values = parameters.get(name);
        if (values != null && values.size() > 1) {
            wrong(name, "must be given once");
        }
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    private void wrong(String name, String text) {
        violations.add(new Violation("", ErrorCode.BAD_REQUEST, "query parameter " + Quotation.of(name) + ": " + text));
    }

    /**
     * Ends the reading.
     *
     * @throws ServiceException BAD_REQUEST with everything that was wrong
     */
    public void done() {
        for (String name : new TreeSet<>(parameters.keySet())) {
            if (!known.contains(name) && !IGNORED.contains(name)) {
                wrong(
                        name,
                        known.isEmpty() ? "unknown; there are none" : "unknown; known are " + String.join(", ", known));
            }
        }
        if (!violations.isEmpty()) {
            throw ServiceException.of(ErrorCode.BAD_REQUEST, violations);
        }
    }
}
