package io.querybatch.schedules;

import java.time.Instant;
import java.util.Optional;

/**
 * Due times that have come and were not answered yet.
 *
 * @param latest the latest of them
 * @param earlier how many more there are
 */
record DueTimes(Instant latest, int earlier) {

    /** After so many nobody counts any more. */
    private static final int MOST = 10_000;

    /** Those from {@code first}, which has come, until now. */
    static DueTimes of(Timing timing, Instant first, Instant now) {
        Instant latest = first;
        int earlier = 0;
        Optional<Instant> next = timing.next(latest);
        while (next.isPresent() && !next.get().isAfter(now) && earlier < MOST) {
            latest = next.get();
            earlier++;
            next = timing.next(latest);
        }
        return new DueTimes(latest, earlier);
    }
}
