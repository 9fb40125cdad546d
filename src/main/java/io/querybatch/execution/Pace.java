package io.querybatch.execution;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast a batch has gone of late: sums over the stretches between moments at which queries ended, in which older ones count
 * less. It is kept with the batch, in the transactions that move its counters: looking at it costs nothing, and all servers see the same.
 *
 * @param time up to when
 * @param first queries that had ended before it began
 * @param ended queries that had ended then
 * @param moves number of stretches
 * @param queries queries that ended in them
 * @param seconds how long they were
 * @param busy seconds that queries ran in them, of all queries together
 * @param spread squares of the differences between the queries that ended in a stretch and those to be expected
 * @param allSeconds length of all stretches, of which none counts less
 */
public record Pace(
        Instant time,
        int first,
        int ended,
        double moves,
        double queries,
        double seconds,
        double busy,
        double spread,
        double allSeconds) {

    /** What is older than half a minute and older than a dozen stretches counts little. */
    private static final double MEMORY_SECONDS = 30;

    private static final double MEMORY_MOVES = 12;

    /** A stretch is about as long as a query takes: in shorter ones queries that began together would look like a rush. */
    private static final double SHORTEST_SECONDS = 0.5;

    private static final double LONGEST_SECONDS = 30;
    private static final double NANOS = 1e9;

    /** Nothing is known yet of a batch that began at a time. */
    public static Pace of(Instant start, int ended) {
        return new Pace(start, ended, ended, 0, 0, 0, 0, 0, 0);
    }

    /**
     * The same after queries have ended.
     *
     * @param now the time by the store's clock
     * @param endedNow queries that have ended by now
     * @param running queries that were running until now
     */
    public Pace after(Instant now, int endedNow, int running) {
        double length = secondsUntil(now);
        int more = endedNow - ended;
        if (more <= 0 || length < shortest()) {
            return this;
        }
        double keep = Math.max(Math.exp(-length / MEMORY_SECONDS), 1 - 1 / MEMORY_MOVES);
        double surprise = moves == 0 ? 0 : more - rate() * length;
        return new Pace(
                now,
                first,
                endedNow,
                keep * moves + 1,
                keep * queries + more,
                keep * seconds + length,
                keep * busy + running * length,
                keep * spread + surprise * surprise,
                allSeconds + length);
    }

    private double shortest() {
        double each = queries > 0 ? secondsPerQuery() : 0;
        return Math.max(SHORTEST_SECONDS, Math.min(LONGEST_SECONDS, each));
    }

    /** How long it is from its time to another one; 0 if that is earlier. */
    public double secondsUntil(Instant other) {
        return Math.max(0, Duration.between(time, other).toNanos() / NANOS);
    }

    /** Queries that end in a second; only if some have. */
    public double rate() {
        return queries / seconds;
    }

    /** How long a query takes; only if some have ended. */
    public double secondsPerQuery() {
        return busy / queries;
    }

    /** How much slower it has become than it was on the whole, or how much faster: 0 is not at all, 1 twice as slow. */
    public double drift() {
        return (ended - first) / allSeconds / rate() - 1;
    }

    /** How unevenly they end: variance of the number that end in a second. */
    public double unevenness() {
        return spread / seconds;
    }
}
