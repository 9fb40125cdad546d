package io.querybatch.logs;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the present thread works on. It is known between the begin of a piece of work and its end, and never longer: threads are
 * used again for the work of others.
 */
public final class LogContext {

    private static final ThreadLocal<Map<LogField, String>> CURRENT = new ThreadLocal<>();

    private LogContext() {}

    /** A piece of work; its end brings back what was before. Belongs to the thread that began it. */
    public static final class Work implements AutoCloseable {

        private final Map<LogField, String> before = CURRENT.get();

        private Work(Map<LogField, String> fields) {
            CURRENT.set(fields);
        }

        /** As {@link LogContext#note}. */
        public void note(LogField field, String value) {
            LogContext.note(field, value);
        }

        @Override
        public void close() {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** Begins a piece of work of which nothing is known yet, whatever the thread did before. */
    public static Work begin() {
        return new Work(new EnumMap<>(LogField.class));
    }

    /** Begins a piece of work that is a part of the present one. */
    public static Work within() {
        return new Work(copy());
    }

    /** Adds what has become known, until the end of the piece of work; outside of one, and for null, nothing happens. */
    public static void note(LogField field, String value) {
        Map<LogField, String> fields = CURRENT.get();
        if (fields != null && value != null) {
            fields.put(field, value);
        }
    }

    /** Work for another thread, on what is known here now. */
    public static Runnable carried(Runnable work) {
        Map<LogField, String> fields = copy();
        return () -> {
            try (Work carried = begin()) {
                fields.forEach(carried::note);
                work.run();
            }
        };
    }

    /** What is known now. */
    static Map<LogField, String> current() {
        Map<LogField, String> fields = CURRENT.get();
        return fields == null ? Map.of() : Collections.unmodifiableMap(fields);
    }

    private static EnumMap<LogField, String> copy() {
        EnumMap<LogField, String> fields = new EnumMap<>(LogField.class);
        fields.putAll(current());
        return fields;
    }
}
