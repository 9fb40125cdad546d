package io.querybatch.operations;

import io.querybatch.results.ResultStore;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** How much the result store holds, measured again only after a while: counting files takes time. */
public final class RecentUse {

    private static final Logger LOG = Logger.getLogger(RecentUse.class.getName());

    private final ResultStore results;
    private final long validNanos;
    private final LongSupplier nanos;
    private ResultsView view;
    private long measuredAt;

    /** {@code nanos} is a clock that never goes back, such as {@link System#nanoTime()}. */
    public RecentUse(ResultStore results, Duration valid, LongSupplier nanos) {
        this.results = results;
        this.validNanos = valid.toNanos();
        this.nanos = nanos;
    }

    /** One measures, the others wait for it. */
    synchronized ResultsView get() {
        if (view == null || nanos.getAsLong() - measuredAt >= validNanos) {
            view = measure();
            measuredAt = nanos.getAsLong();
        }
        return view;
    }

    private ResultsView measure() {
        try {
            return ResultsView.of(results.use());
        } catch (IOException e) {
            LOG.log(Level.FINE, "the results could not be measured", e);
            return ResultsView.AWAY;
        }
    }
}
