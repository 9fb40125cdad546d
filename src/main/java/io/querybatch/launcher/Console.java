package io.querybatch.launcher;

import java.util.logging.Level;
import java.util.logging.LogRecord;

/** What the launcher itself has to say: plain words to whoever started it, or lines like all others for who collects those. */
final class Console {

    private static final String LOGGER = "io.querybatch.launcher";

    private final boolean json;

    private Console(boolean json) {
        this.json = json;
    }

    /** In the format of the log. */
    static Console of(LogFormat format) {
        return new Console(format == LogFormat.JSON);
    }

    void say(String message) {
        System.out.println(json ? line(Level.INFO, message) : message);
    }

    void warn(String message) {
        System.out.println(json ? line(Level.WARNING, message) : "*** " + message + " ***");
    }

    /** To standard error. */
    void complain(String message) {
        System.err.println(json ? line(Level.SEVERE, "querybatch: " + message) : "querybatch: " + message);
    }

    private static String line(Level level, String message) {
        LogRecord line = new LogRecord(level, message);
        line.setLoggerName(LOGGER);
        return new JsonLines().format(line).stripTrailing();
    }
}
