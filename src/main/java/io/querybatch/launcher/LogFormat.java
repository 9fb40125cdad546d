package io.querybatch.launcher;

import java.util.logging.Formatter;

/** How lines of the log look. */
enum LogFormat {
    TEXT(TextLines.class),
    JSON(JsonLines.class);

    private final Class<? extends Formatter> formatter;

    LogFormat(Class<? extends Formatter> formatter) {
        this.formatter = formatter;
    }

    /** The class that the JDK makes lines with. */
    String formatter() {
        return formatter.getName();
    }

    static LogFormat of(Environment environment) throws LaunchException {
        String name = environment.get("querybatch.log.format").orElse("text");
        return switch (name) {
            case "text" -> TEXT;
            case "json" -> JSON;
            default -> throw new LaunchException("QUERYBATCH_LOG_FORMAT: \"" + name + "\" is neither text nor json");
        };
    }
}
