package io.querybatch.logs;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a line is about, in front of its message: {@code [request_id=… tenant=acme] }. */
final class LineMark {

    /** Needs no quotes. Everything else comes from callers, and must not look like a mark, or a line, of its own. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/+=@-]+");

    private LineMark() {}

    static String of(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + value(field.getValue()))
                .collect(Collectors.joining(" ", "[", "] "));
    }

    private static String value(String text) {
        return PLAIN.matcher(text).matches() ? text : '"' + escaped(text) + '"';
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                escaped.append('\\').append((char) c);
            } else if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                escaped.append(String.format("\\u%04x", c));
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.toString();
    }
}
