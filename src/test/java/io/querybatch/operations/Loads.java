package io.querybatch.operations;

import java.time.Duration;
import java.util.List;

/** Loads to test with. */
final class Loads {

    private Loads() {}

    /** Batches of which one is paused; {@code oldest} in seconds. */
    static Load of(String tenant, String sources, long queued, long running, long slots, long oldest) {
        return new Load(
                tenant,
                false,
                List.of(sources.split(",")),
                3,
                1,
                queued,
                running,
                slots,
                queued == 0 ? null : Duration.ofSeconds(oldest));
    }

    /** Queries alone. */
    static Load alone(String tenant, long queued, long running) {
        return new Load(
                tenant,
                true,
                List.of("FLIGHTS"),
                queued + running,
                0,
                queued,
                running,
                running,
                queued == 0 ? null : Duration.ofSeconds(1));
    }
}
