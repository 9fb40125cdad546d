package io.querybatch.schedules;

import java.util.Locale;

/** What becomes of a due time while the last batch of the schedule has not stopped. */
public enum Overlap {
    /** Nothing. */
    SKIP,
    /** A batch, as always. */
    ALLOW;

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
