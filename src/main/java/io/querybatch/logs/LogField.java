package io.querybatch.logs;

import java.util.Locale;

/** Something that lines of the log can be about, in the order in which they tell it. */
public enum LogField {
    REQUEST_ID,
    /** What the caller calls the request. */
    CALLER_REQUEST_ID,
    TENANT,
    BATCH_ID,
    /** A query, by its {@code schedule_id}. */
    QUERY,
    TRACE_ID,
    SPAN_ID;

    /** The name in a line. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
