package io.querybatch.webhooks;

import io.querybatch.query.BatchId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps deliveries beside their batches. Every method is one transaction, every change a compare-and-set, and times come from the
 * database's clock alone.
 */
public interface DeliveryStore {

    /** What is due on any server, of each tenant the longest due first; at most so many of a tenant, and in all. */
    List<DueDelivery> due(int ofTenant, int limit);

    /**
     * Takes an attempt that is due; no other server gets it while the lease lasts.
     *
     * @param retryFor how long attempts go on, if this is the first
     * @return false if another was faster
     */
    boolean claim(DueDelivery due, Duration lease, Duration retryFor);

    /**
     * Notes what came of an attempt, and what follows; if its delivery has gone on without it, only the former. Whose next attempt
     * would be too late is given up.
     *
     * @return how far the delivery is; empty if that is not for this attempt to say, or it is gone
     */
    Optional<DeliveryState> record(DueDelivery due, Reply reply, Duration took, Verdict verdict);

    /** The deliveries of a batch, in order. */
    List<Delivery> of(BatchId batch);

    /**
     * Has a batch told of once more, at once.
     *
     * @param most most deliveries of a batch
     * @return empty if one is under way, or there are as many already
     */
    Optional<DeliveryId> again(BatchId batch, int most);
}
