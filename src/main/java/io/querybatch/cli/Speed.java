package io.querybatch.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a count has grown of late: over the last half minute. */
final class Speed {

    private static final long WINDOW_NANOS = 30_000_000_000L;

    private record Sight(long nanos, long count) {}

    private final Deque<Sight> sights = new ArrayDeque<>();

    void see(long nanos, long count) {
        sights.addLast(new Sight(nanos, count));
        while (sights.size() > 2 && nanos - sights.getFirst().nanos > WINDOW_NANOS) {
            sights.removeFirst();
        }
    }

    /** In a second; 0 while nothing is known. */
    double perSecond() {
        if (sights.size() < 2) {
            return 0;
        }
        double seconds = (sights.getLast().nanos - sights.getFirst().nanos) / 1e9;
        return seconds <= 0 ? 0 : (sights.getLast().count - sights.getFirst().count) / seconds;
    }
}
