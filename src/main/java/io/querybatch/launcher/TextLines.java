package io.querybatch.launcher;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;

/**
 * One line of text for each event, for people. The stack of an exception follows in lines that begin with a tab: no line that
 * begins otherwise was made by what somebody sent.
 */
public final class TextLines extends LogLine {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx");

    @Override
    public String format(LogRecord line) {
        StringBuilder text = new StringBuilder(200)
                .append(TIME.format(line.getInstant().atZone(ZoneId.systemDefault())))
                .append(' ')
                .append(line.getLevel().getName())
                .append(' ')
                .append(line.getLoggerName())
                .append(": ");
        mark(text, fields(line));
        escape(text, message(line), "\\n");
        String exception = exception(line);
        if (exception != null) {
            text.append('\n');
            exception.lines().forEach(each -> {
                escape(text.append('\t'), each.strip(), " ");
                text.append('\n');
            });
            return text.toString();
        }
        return text.append('\n').toString();
    }

    private static void mark(StringBuilder text, Map<String, String> fields) {
        if (!fields.isEmpty()) {
            String mark = fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + value(field.getValue()))
                    .collect(Collectors.joining(" ", "[", "] "));
            escape(text, mark, "\\n");
        }
    }

    /** Tenants are called what they like; whatever could be taken for something else is quoted. */
    private static String value(String value) {
        boolean plain = value.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._:/+=@-".indexOf(c) >= 0);
        return plain ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void escape(StringBuilder text, String raw, String newLine) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\n') {
                text.append(newLine);
            } else if (c == '\t') {
                text.append(' ');
            } else if (isUnsafe(c)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
    }
}
