package io.querybatch.connectors.http;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.querybatch.connectors.ScanException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast requests may follow each other, over all queries of a data source, with bursts of one second. When the remote
 * service says when to come again, all of them wait.
 */
final class RequestRate {

    private final Ticker ticker;
    private final Bucket bucket;
    private final AtomicLong notBefore;

    RequestRate(double requestsPerSecond, Ticker ticker) {
        this.ticker = ticker;
        Bandwidth rate = Bandwidth.builder()
                .capacity(Math.max(1, (long) requestsPerSecond))
                .refillGreedy(1, Duration.ofNanos((long) (1e9 / requestsPerSecond)))
                .build();
        this.bucket = Bucket.builder()
                .addLimit(rate)
                .withCustomTimePrecision(meter(ticker))
                .build();
        this.notBefore = new AtomicLong(ticker.nanos());
    }

    static TimeMeter meter(Ticker ticker) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return ticker.nanos();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }

    /**
     * Waits for a request's turn.
     *
     * @throws ScanException if the query is cancelled meanwhile, or its time is over before its turn
     */
    void await(Cancellation query) throws ScanException {
        long wait = notBefore.get() - ticker.nanos();
        if (wait > 0) {
            query.pause(Duration.ofNanos(wait));
        }
        query.check();
        try {
            boolean inTime =
                    bucket.asBlocking().tryConsume(1, query.remaining(), nanos -> query.park(Duration.ofNanos(nanos)));
            if (!inTime) {
                throw RemoteErrors.timedOut();
            }
        } catch (InterruptedException e) {
            throw query.interrupted(e);
        }
        query.check();
    }

    /** Lets no request pass for a while. */
    void holdOff(Duration time) {
        long until = ticker.nanos() + time.toNanos();
        notBefore.accumulateAndGet(until, (known, asked) -> asked - known > 0 ? asked : known);
    }
}
