package io.querybatch.schedules;

import java.util.Locale;

/** What becomes of due times at which no server was there. */
public enum MissedRuns {
    /** Nothing. */
    SKIP,
    /** One run makes up for all of them. */
    RUN_ONCE;

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
