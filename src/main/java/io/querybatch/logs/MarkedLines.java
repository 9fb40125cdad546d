package io.querybatch.logs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Puts into every line of our loggers what it is about. Stands between them and the handlers of the server, whatever they are: those
 * of the uber-jar are given names and values, as the last parameter of the line; others find them in front of the message.
 */
public final class MarkedLines extends Handler {

    /** Formatters of the uber-jar. They are classes of another loader, so only their name can be known here. */
    private static final String KNOWING = "io.querybatch.launcher.";

    private final Logger ours = Logger.getLogger("io.querybatch");
    private final Formatter plain = new SimpleFormatter();

    /** Begins to mark lines. */
    public void install() {
        ours.setUseParentHandlers(false);
        ours.addHandler(this);
    }

    /** Leaves the loggers as they were. */
    public void uninstall() {
        ours.removeHandler(this);
        ours.setUseParentHandlers(true);
    }

    @Override
    public void publish(LogRecord line) {
        Map<String, String> fields = fields();
        for (Logger parent = ours.getParent(); parent != null; parent = parent.getParent()) {
            for (Handler handler : parent.getHandlers()) {
                handler.publish(fields.isEmpty() ? line : marked(line, fields, handler.getFormatter()));
            }
        }
    }

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        LogContext.current().forEach((field, value) -> fields.put(field.wireName(), value));
        return Collections.unmodifiableMap(fields);
    }

    private LogRecord marked(LogRecord line, Map<String, String> fields, Formatter formatter) {
        String message = plain.formatMessage(line);
        if (formatter != null && formatter.getClass().getName().startsWith(KNOWING)) {
            LogRecord marked = copy(line, message);
            marked.setParameters(new Object[] {fields});
            return marked;
        }
        return copy(line, LineMark.of(fields) + message);
    }

    /** Of a message that is complete. */
    private static LogRecord copy(LogRecord line, String message) {
        LogRecord copy = new LogRecord(line.getLevel(), message);
        copy.setLoggerName(line.getLoggerName());
        copy.setInstant(line.getInstant());
        copy.setThrown(line.getThrown());
        copy.setSequenceNumber(line.getSequenceNumber());
        copy.setLongThreadID(line.getLongThreadID());
        copy.setSourceClassName(line.getSourceClassName());
        copy.setSourceMethodName(line.getSourceMethodName());
        return copy;
    }

    @Override
    public void flush() {
        // The handlers behind us flush by themselves.
    }

    @Override
    public void close() {
        uninstall();
    }
}
