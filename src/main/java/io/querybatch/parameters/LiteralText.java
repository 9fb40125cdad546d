package io.querybatch.parameters;

import io.querybatch.errors.ServiceException;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.StrictJson;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value inside a text: JSON, or a dictionary or list as Python prints it, which is what the published Python SDK puts into
 * URLs (contract B §8 no. 13).
 */
final class LiteralText {

    /** Looked up once: {@code Json} searches the class path at every call. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final Map<String, String> WORDS = Map.of("True", "true", "False", "false", "None", "null");

    /** What Python prints of the characters that it does not print as they are; halves of characters stay as they are. */
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:([\\\\'\"nrt])" + "|x([0-9a-f]{2})|u((?!d[89a-f])[0-9a-f]{4})|U(000[0-9a-f]{5}|0010[0-9a-f]{4}))");

    private final String text;
    private final StringBuilder json = new StringBuilder();
    private int at;

    private LiteralText(String text) {
        this.text = text;
    }

    /** The value; empty if the text is neither. */
    static Optional<JsonValue> parse(String text, JsonLimits limits) {
        return strict(text, limits).or(() -> new LiteralText(text).asJson().flatMap(json -> strict(json, limits)));
    }

    private static Optional<JsonValue> strict(String text, JsonLimits limits) {
        try {
            return Optional.of(StrictJson.parse(text, limits));
        } catch (ServiceException e) {
            return Optional.empty();
        }
    }

    /** What Python spells otherwise, as JSON spells it; whether the rest is right, the JSON parser finds out. */
    private Optional<String> asJson() {
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '\'' || next == '"') {
                int end = closing(next);
                if (end < 0) {
                    return Optional.empty();
                }
                json.append(JSON.createValue(unescaped(text.substring(at + 1, end))));
                at = end + 1;
            } else if (Character.isLetter(next)) {
                appendWord();
            } else {
                json.append(next);
                at++;
            }
        }
        return Optional.of(json.toString());
    }

    /** Where the string that begins here ends, or -1. */
    private int closing(char quote) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return end < text.length() ? end : -1;
    }

    private void appendWord() {
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        json.append(WORDS.getOrDefault(word, word));
    }

    private static String unescaped(String string) {
        return ESCAPE.matcher(string).replaceAll(escape -> Matcher.quoteReplacement(character(escape)));
    }

    private static String character(MatchResult escape) {
        String itself = escape.group(1);
        if (itself != null) {
            return itself.replace('n', '\n').replace('r', '\r').replace('t', '\t');
        }
        for (int group = 2; group < escape.groupCount(); group++) {
            if (escape.group(group) != null) {
                return Character.toString(Integer.parseInt(escape.group(group), 16));
            }
        }
        return Character.toString(Integer.parseInt(escape.group(escape.groupCount()), 16));
    }
}
