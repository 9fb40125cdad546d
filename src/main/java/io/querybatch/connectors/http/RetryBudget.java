package io.querybatch.connectors.http;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/**
 * The share of requests to a data source that may be repetitions: a tenth, besides a few to begin with and one now and
 * then. A remote service in trouble is not buried under retries.
 */
final class RetryBudget {

    private static final long COST = 10;
    private static final long MOST_SAVED = 10 * COST;
    private static final Duration ONE_AT_LEAST_EVERY = Duration.ofSeconds(10);

    private final Bucket bucket;

    RetryBudget(Ticker ticker) {
        bucket = Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(MOST_SAVED)
                        .refillGreedy(COST, ONE_AT_LEAST_EVERY)
                        .build())
                .withCustomTimePrecision(RequestRate.meter(ticker))
                .build();
    }

    /** A request is made. */
    void deposit() {
        bucket.addTokens(1);
    }

    /** Whether a request may be repeated; if so, that is paid for. */
    boolean withdraw() {
        return bucket.tryConsume(COST);
    }
}
