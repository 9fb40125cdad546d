package io.querybatch.execution;

import io.querybatch.results.ResultKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.logging.Logger;

/**
 * Gives back queries that the store handed to this node although the node never heard of it: the commit succeeded, its
 * answer was lost. Nobody else would, since the node is alive.
 *
 * <p>Looked for only after a claim has failed, because finding them costs more than a claim; and for a while, because the
 * lost commit may still be on its way. Settled by the one thread that claims, so no claim is under way meanwhile.
 */
final class LostClaims {

    private static final Logger LOG = Logger.getLogger(LostClaims.class.getName());
    private static final Duration DOUBT = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final ExecutionStore store;
    private final LongSupplier node;
    private final Predicate<ResultKey> known;
    private final Clock clock;
    private volatile boolean suspicion;
    private Instant doubtUntil;
    private Instant nextCheck;

    /** {@code known} tells whether this node runs that attempt or has an outcome of it to publish. */
    LostClaims(ExecutionStore store, LongSupplier node, Predicate<ResultKey> known, Clock clock) {
        this.store = store;
        this.node = node;
        this.known = known;
        this.clock = clock;
    }

    /**
     * A claim ended without an answer: the store may or may not have made it. Or an attempt ended without an outcome. Any
     * thread may say so.
     */
    void suspect() {
        suspicion = true;
    }

    /**
     * Looks for lost claims if there is reason to. A check that fails is repeated; doubt ends only with one that succeeds.
     *
     * @throws RuntimeException if the store cannot be asked
     */
    void settle() {
        Instant now = clock.instant();
        if (suspicion) {
            suspicion = false;
            doubtUntil = now.plus(DOUBT);
            nextCheck = now;
        }
        if (doubtUntil == null || now.isBefore(nextCheck)) {
            return;
        }
        Set<ResultKey> lost = new HashSet<>(store.held(node.getAsLong()));
        lost.removeIf(known);
        if (!lost.isEmpty()) {
            int returned = store.handBack(node.getAsLong(), lost);
            LOG.warning(() -> returned + " queries were claimed without this node hearing of it; they wait again");
        }
        nextCheck = now.plus(INTERVAL);
        if (!now.isBefore(doubtUntil)) {
            doubtUntil = null;
        }
    }
}
