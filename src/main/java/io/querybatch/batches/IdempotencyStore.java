package io.querybatch.batches;

import java.util.Optional;

/** Keeps the keys of submissions for a day. Every method is one transaction; nothing of a tenant is found for another. */
public interface IdempotencyStore {

    /** A tenant's key of the last day. */
    Optional<IdempotencyKey.Kept> find(String tenant, String text);

    /**
     * Stores a batch and its key, both or neither. When this returns true they are committed.
     *
     * @return false if the tenant's key has come before, or comes at the same time: nothing is stored then
     */
    boolean create(IdempotencyKey key, NewBatch batch);

    /**
     * Keeps a key within the caller's transaction, before anything else that it does.
     *
     * @param id what is stored in the same transaction
     * @return false if the tenant's key has come before, or comes at the same time: the transaction must be rolled back then
     */
    boolean keepWithin(String tenant, IdempotencyKey key, String id);

    /** Removes what is older than a day, whosoever it is. */
    void forget();
}
