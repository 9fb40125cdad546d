package io.querybatch.limits;

import java.time.Instant;
import java.util.Map;

/** Remembers how much was asked, for all nodes. Every method is one transaction. */
public interface RequestUse {

    /**
     * Adds requests of an hour.
     *
     * @param hour its beginning
     * @param requests how many more, by who asked
     * @return how many there are now, by the same names
     */
    Map<String, Long> add(Instant hour, Map<String, Long> requests);

    /** Forgets the hours before one. */
    void forget(Instant before);
}
