package io.querybatch.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** A line of the log, one for each event: what both of its forms have in common. Instances are made by the JDK. */
abstract class LogLine extends Formatter {

    /**
     * What a line is about, by names such as {@code request_id}. Lines of the application have it as their only parameter; their
     * message is complete then, whatever braces are in it.
     */
    static Map<String, String> fields(LogRecord line) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (isMarked(line)) {
            ((Map<?, ?>) line.getParameters()[0])
                    .forEach((name, value) -> fields.put(String.valueOf(name), String.valueOf(value)));
        }
        return fields;
    }

    private static boolean isMarked(LogRecord line) {
        Object[] parameters = line.getParameters();
        return parameters != null && parameters.length == 1 && parameters[0] instanceof Map;
    }

    String message(LogRecord line) {
        String message = isMarked(line) ? line.getMessage() : formatMessage(line);
        return message == null ? "" : message;
    }

    /** The exception with its stack and causes, or null. */
    static String exception(LogRecord line) {
        if (line.getThrown() == null) {
            return null;
        }
        StringWriter text = new StringWriter();
        line.getThrown().printStackTrace(new PrintWriter(text, true));
        return text.toString().stripTrailing();
    }

    /**
     * Whether a character must not stand in a line as it is: it ends the line, or makes a terminal do something.
     *
     * @param c a UTF-16 unit
     */
    static boolean isUnsafe(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || isDirection(c);
    }

    /** Marks that turn the direction of writing: what is read is not what is there. */
    private static boolean isDirection(char c) {
        return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }
}
