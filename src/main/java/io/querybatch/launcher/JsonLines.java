package io.querybatch.launcher;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.LogRecord;

/** One JSON object a line. Public for the JDK, which makes it by its name. */
public final class JsonLines extends LogLine {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public String format(LogRecord line) {
        StringBuilder json = new StringBuilder(200).append('{');
        quote(json, "time").append(':');
        quote(json, TIME.format(line.getInstant()));
        member(json, "level", line.getLevel().getName());
        member(json, "logger", String.valueOf(line.getLoggerName()));
        member(json, "message", message(line));
        String exception = exception(line);
        if (exception != null) {
            member(json, "exception", exception);
        }
        fields(line).forEach((name, value) -> member(json, name, value));
        return json.append("}\n").toString();
    }

    private static void member(StringBuilder json, String name, String value) {
        quote(json.append(','), name).append(':');
        quote(json, value);
    }

    private static StringBuilder quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> other(json, text, i);
            }
        }
        return json.append('"');
    }

    private static void other(StringBuilder json, String text, int i) {
        char c = text.charAt(i);
        if (isUnsafe(c) || isHalf(text, i)) {
            json.append(String.format("\\u%04x", (int) c));
        } else {
            json.append(c);
        }
    }

    /** Half of a character would be a question mark in UTF-8. */
    private static boolean isHalf(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
