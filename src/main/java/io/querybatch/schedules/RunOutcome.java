package io.querybatch.schedules;

import java.util.Locale;

/** What was made of a due time. */
public enum RunOutcome {
    /** A batch. */
    SUBMITTED,
    /** Nothing: no server was there in time. */
    MISSED,
    /** Nothing: the last batch had not stopped. */
    OVERLAP,
    /** Nothing: the batch cannot be submitted any more. */
    REFUSED;

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
