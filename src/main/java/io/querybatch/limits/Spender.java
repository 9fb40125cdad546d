package io.querybatch.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One of those whose requests are counted. */
final class Spender {

    private final Rate rate;

    /** Null if any number may come in a second. */
    private final Bucket bucket;

    private Instant hour = Instant.EPOCH;

    /** Requests of this hour that the store knows, or is being told; those of other nodes among them. */
    private long told;

    /** Requests of this hour that it does not know yet. */
    private long untold;

    Spender(Rate rate, Clock clock) {
        this.rate = rate;
        this.bucket = rate.perSecond() == 0
                ? null
                : Bucket.builder()
                        .addLimit(Bandwidth.builder()
                                .capacity(rate.burst())
                                .refillGreedy(rate.perSecond(), Duration.ofSeconds(1))
                                .build())
                        .withCustomTimePrecision(meter(clock))
                        .build();
    }

    private static TimeMeter meter(Clock clock) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                Instant now = clock.instant();
                return Duration.ofSeconds(now.getEpochSecond(), now.getNano()).toNanos();
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /** Spends one request, if there is one to spend. */
    synchronized Allowance take(Instant now) {
        begin(now.truncatedTo(ChronoUnit.HOURS));
        Duration reset = Duration.between(now, hour.plus(1, ChronoUnit.HOURS));
        long left = rate.perHour() - told - untold;
        if (rate.perHour() > 0 && left <= 0) {
            return new Allowance(rate, 0, reset, reset);
        }
        if (bucket != null) {
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                return new Allowance(rate, left, reset, Duration.ofNanos(probe.getNanosToWaitForRefill()));
            }
        }
        untold++;
        return new Allowance(rate, left - 1, reset, null);
    }

    /** A new hour; a clock that goes back begins none. */
    private void begin(Instant now) {
        if (now.isAfter(hour)) {
            hour = now;
            told = 0;
            untold = 0;
        }
    }

    /** What the store is to be told of that hour; 0 if there is nothing. */
    synchronized long tell(Instant ofHour) {
        if (!hour.equals(ofHour)) {
            return 0;
        }
        long news = untold;
        told += news;
        untold = 0;
        return news;
    }

    /** The store could not be told. */
    synchronized void untell(Instant ofHour, long news) {
        if (hour.equals(ofHour)) {
            told -= news;
            untold += news;
        }
    }

    /** What the store knows of all nodes, once it has been told. */
    synchronized void learn(Instant ofHour, long requests) {
        if (hour.equals(ofHour)) {
            told = requests;
        }
    }

    /** Whether nothing is known of it that matters any more. */
    synchronized boolean isIdle(Instant now) {
        return hour.isBefore(now.truncatedTo(ChronoUnit.HOURS))
                && (bucket == null || bucket.getAvailableTokens() >= rate.burst());
    }
}
