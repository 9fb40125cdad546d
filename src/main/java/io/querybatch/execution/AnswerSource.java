package io.querybatch.execution;

import java.time.Instant;
import java.util.Locale;

/** Where the result of a query comes from (contract A5). */
public enum AnswerSource {
    /** The data source was asked for it. */
    EXECUTED,
    /** Another query asked for it, not before this one was accepted, or this one waited for it. */
    SHARED,
    /** It was there before. */
    CACHED;

    /** Of an answer that the source was asked for at a time. */
    public static AnswerSource of(Instant asOf, Instant accepted, boolean waited) {
        return waited || !asOf.isBefore(accepted) ? SHARED : CACHED;
    }

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
