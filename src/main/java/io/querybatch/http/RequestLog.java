package io.querybatch.http;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Puts the request id (and the caller's own, if it sent one; contract A2) in front of every line that is logged while a request is served. Stands between our loggers and the
 * handlers of the server, whatever they are.
 */
public final class RequestLog extends Handler {

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private final Logger ours = Logger.getLogger("io.querybatch");

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

    /** {@code foreignId} is what the caller calls the request, already checked; or null. */
    static void begin(String requestId, String foreignId) {
        CURRENT.set(foreignId == null ? requestId : requestId + " caller=" + foreignId);
    }

    static void end() {
        CURRENT.remove();
    }

    @Override
    public void publish(LogRecord line) {
        String id = CURRENT.get();
        if (id != null) {
            line.setMessage("[" + id + "] " + line.getMessage());
        }
        for (Logger parent = ours.getParent(); parent != null; parent = parent.getParent()) {
            for (Handler handler : parent.getHandlers()) {
                handler.publish(line);
            }
        }
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
