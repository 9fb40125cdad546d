package io.querybatch.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Knows what has just been said, as far as there is room: who looks at the same every second need not be written down every second. */
final class Repeats {

    private final Duration apart;
    private final int room;
    private final Map<Object, Instant> said = new LinkedHashMap<>();

    /**
     * Nothing has been said.
     *
     * @param apart how long something counts as said
     * @param room for how many; the oldest are forgotten
     */
    Repeats(Duration apart, int room) {
        this.apart = apart;
        this.room = room;
    }

    /** Whether something is to be said now, for it has not been for some time. */
    synchronized boolean isNew(Object what, Instant now) {
        Instant before = said.get(what);
        // A clock that was set back must not make anybody silent.
        if (before != null && !now.isBefore(before) && now.isBefore(before.plus(apart))) {
            return false;
        }
        said.remove(what);
        said.put(what, now);
        if (said.size() > room) {
            said.remove(said.keySet().iterator().next());
        }
        return true;
    }
}
