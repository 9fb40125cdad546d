package io.querybatch.batches;

import io.querybatch.execution.Pace;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When a batch is going to end, as far as that can be told from how it has gone: the less evenly, and the shorter it has been
 * looked at, the wider apart the ends of the range are.
 *
 * @param earliest hardly before
 * @param likely the best guess
 * @param latest hardly later; its time limit ends it then at the latest
 */
@JsonbPropertyOrder({"earliest", "likely", "latest"})
public record Eta(Instant earliest, Instant likely, Instant latest) {

    /** Standard deviations to either side. */
    private static final double DEVIATIONS = 2;

    private static final double ENOUGH_MOVES = 2.5;

    /** Stretches without any end that are nothing to wonder about. */
    private static final double USUAL_SILENCE = 2;

    /** Farther nobody can see. */
    private static final double MOST_SECONDS = 30 * 24 * 3_600.0;

    private static final double NANOS = 1e9;

    /**
     * What is left of a batch.
     *
     * @param queued queries that wait
     * @param scans slots that they are run in
     * @param scans scans that run, each for one query or for many
     * @param running queries that run
     * @param ended queries that have ended
     * @param deadline when its time is up
     */
    public record Rest(int queued, int scans, int running, int ended, Instant deadline) {

        int queries() {
            return queued + running;
        }
    }

    /** A guess at some time, from how a batch has gone and from what is left of it; null while too little is known. */
    public static Eta at(Instant now, Pace pace, Rest rest) {
        if (pace == null || pace.moves() < ENOUGH_MOVES || rest.queries() == 0) {
            return null;
        }
        int since = rest.ended() - pace.ended();
        double left = Math.max((rest.queries() + since) / pace.rate(), lastOnes(pace, rest));
        double lag = lag(now, pace, since);
        double likely = left + lag * (1 + left / pace.seconds());
        double deviation = deviation(pace, left, lag);
        double tail = pace.secondsPerQuery() * (1 + 3 * Math.log(Math.max(1, rest.scans())));
        return between(
                now,
                pace.time(),
                likely - DEVIATIONS * Math.hypot(deviation, pace.secondsPerQuery() / 2),
                likely,
                likely + Math.hypot(DEVIATIONS * deviation, tail),
                rest.deadline());
    }

    /** Queries that run do not end sooner because fewer run beside them. */
    private static double lastOnes(Pace pace, Rest rest) {
        return pace.secondsPerQuery() * rest.scans() / (rest.scans() + 1.0);
    }

    /** How long nothing has ended that should have. */
    private static double lag(Instant now, Pace pace, int since) {
        double usual = USUAL_SILENCE * pace.seconds() / pace.moves();
        return Math.max(0, pace.secondsUntil(now) - since / pace.rate() - usual);
    }

    /**
     * In seconds: queries go on to end as unevenly as before, the rate itself is known only as well as it was seen, and what has
     * become slower or faster may go on to.
     */
    private static double deviation(Pace pace, double left, double lag) {
        double uneven = pace.unevenness() / (pace.rate() * pace.rate()) * left * (1 + left / pace.seconds());
        double drift = 1.5 * left * pace.drift();
        return Math.sqrt(uneven + drift * drift + lag * lag);
    }

    private static Eta between(
            Instant now, Instant from, double earliest, double likely, double latest, Instant deadline) {
        Instant last = deadline.isBefore(now) ? now : deadline;
        return new Eta(time(now, from, earliest, last), time(now, from, likely, last), time(now, from, latest, last));
    }

    private static Instant time(Instant now, Instant from, double seconds, Instant last) {
        Instant time = from.plusNanos((long) (Math.min(MOST_SECONDS, seconds) * NANOS));
        Instant within = time.isBefore(now) ? now : time.isAfter(last) ? last : time;
        // Never before now, not even by less than a millisecond.
        return within.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    }
}
