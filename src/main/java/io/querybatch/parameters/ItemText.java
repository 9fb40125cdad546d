package io.querybatch.parameters;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.StrictJson;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A query given as text (contract A4): the JSON text of its parameters, or the URL by which it was asked alone, or only
 * that URL's query string. In a URL the parameters are flat, or all in one parameter {@code json}.
 */
public final class ItemText {

    /** Looked up once: {@code Json} searches the class path at every call. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final String JSON_PARAMETER = "json";
    private static final Pattern BARE_QUERY = Pattern.compile("[A-Za-z0-9_.%\\[\\]-]+=");

    /** Anything else stays text, so that the error names the parameter. */
    private static final Pattern NUMBER_TEXT = Pattern.compile("-?(0|[1-9][0-9]{0,18})(\\.[0-9]{1,18})?");

    private static final Set<String> NUMBERS =
            Set.of("max_rows", "max_columns", "offset_start", "offset_end", "cache_minutes", "sync_timeout");

    private ItemText() {}

    /**
     * The object the text stands for, or whatever else its JSON is.
     *
     * @throws ServiceException BAD_REQUEST if the text is neither JSON nor a URL with parameters
     */
    static JsonValue parse(String text, JsonLimits limits) {
        String trimmed = text.strip();
        if (trimmed.startsWith("{")) {
            return StrictJson.parse(trimmed, limits);
        }
        String query = query(trimmed);
        if (!query.contains("=")) {
            throw wrong("must be an object, or a string with the JSON text or the URL of a query");
        }
        return ofQuery(query, limits);
    }

    /**
     * What the query string of a URL, or a form, stands for: flat parameters, or the JSON in the parameter {@code json}.
     *
     * @param query still encoded; may be empty
     * @throws ServiceException BAD_REQUEST if it is not well encoded, or what should be JSON is not
     */
    public static JsonValue ofQuery(String query, JsonLimits limits) {
        Map<String, List<String>> parameters = parameters(query);
        return parameters.containsKey(JSON_PARAMETER)
                ? StrictJson.parse(joined(parameters.get(JSON_PARAMETER)), limits)
                : object(parameters, limits);
    }

    /** What stands behind the question mark of a URL; a text that begins with a parameter is no URL. */
    private static String query(String text) {
        if (BARE_QUERY.matcher(text).lookingAt()) {
            return text;
        }
        int question = text.indexOf('?');
        if (question < 0 && text.contains("/")) {
            throw wrong("the URL has no query parameters");
        }
        return text.substring(question + 1);
    }

    /** Repeated parameters make a list, {@code fields[]=a&fields[]=b} as well. */
    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String name = decode(pair.substring(0, equals)).replaceFirst("\\[\\d*]$", "");
                parameters.computeIfAbsent(name, first -> new ArrayList<>()).add(decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String joined(List<String> values) {
        return String.join(",", values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong("the URL is not well encoded");
        }
    }

    private static JsonValue object(Map<String, List<String>> parameters, JsonLimits limits) {
        JsonObjectBuilder object = JSON.createObjectBuilder();
        parameters.forEach((name, values) -> {
            String value = joined(values);
            boolean number =
                    NUMBERS.contains(name) && NUMBER_TEXT.matcher(value).matches();
            Optional<JsonValue> literal = Optional.empty();
            if (value.startsWith("{") && values.size() > 1) {
                literal = LiteralText.parse("[" + value + "]", limits);
            } else if (value.startsWith("{") || value.startsWith("[") || number) {
                literal = LiteralText.parse(value, limits);
            }
            // Otherwise it stays text, so that the error names the parameter.
            object.add(name, literal.orElseGet(() -> JSON.createValue(value)));
        });
        return object.build();
    }

    private static ServiceException wrong(String detail) {
        return ServiceException.of(ErrorCode.BAD_REQUEST, List.of(new Violation("", ErrorCode.BAD_REQUEST, detail)));
    }
}
