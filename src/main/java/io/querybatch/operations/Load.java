package io.querybatch.operations;

import java.time.Duration;
import java.util.List;

/**
 * Batches that have not ended and have a tenant, a kind and data sources in common, on all nodes.
 *
 * @param tenant whose
 * @param interactive whether somebody waits for them: queries alone
 * @param dataSources what they ask
 * @param open how many there are
 * @param paused how many of them are paused
 * @param queued their queries that wait
 * @param running their queries that run
 * @param slots slots that these take: queries that share one take it once
 * @param oldest how long ago the oldest was submitted that has queries waiting and may go on; null if there is none
 */
record Load(
        String tenant,
        boolean interactive,
        List<String> dataSources,
        long open,
        long paused,
        long queued,
        long running,
        long slots,
        Duration oldest) {

    /** Nothing. */
    static final Load NONE = new Load("", false, List.of(), 0, 0, 0, 0, 0, null);

    Load {
        dataSources = List.copyOf(dataSources);
    }

    /** Both together; of what they do not have in common this one's. */
    Load and(Load other) {
        return new Load(
                tenant,
                interactive,
                dataSources,
                open + other.open,
                paused + other.paused,
                queued + other.queued,
                running + other.running,
                slots + other.slots,
                longer(oldest, other.oldest));
    }

    private static Duration longer(Duration one, Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) > 0 ? one : other;
    }
}
