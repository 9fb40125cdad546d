package io.querybatch.batches;

import io.querybatch.audit.AuditEvent;
import io.querybatch.query.BatchId;
import io.querybatch.query.ScheduleId;
import io.querybatch.security.Reach;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps batches. Every method is one transaction; nothing of a tenant is ever found for another, but by those who may read all
 * ({@link Reach}).
 */
public interface BatchStore {

    /** Stores a batch. When this returns it is committed and survives a crash. */
    void create(NewBatch batch);

    /** Stores a batch within the caller's transaction. */
    void createWithin(NewBatch batch);

    /** How far the batches are, whosoever they are; those that are gone are missing. */
    Map<BatchId, Mark> marks(Set<BatchId> ids);

    /** Whose batch it is, if that is within reach; costs one row. */
    Optional<String> owner(Reach reach, BatchId id);

    /** How far a tenant's batch is; costs one row. */
    Optional<Mark> mark(String tenant, BatchId id);

    /** A tenant's batch. */
    Optional<Batch> find(String tenant, BatchId id);

    /** Batches within reach, without single queries, the newest first; the cost depends on {@code limit} unless few fit. */
    Listed list(ListQuestion question);

    /**
     * Some queries of a tenant's batch, in their order; the cost depends on {@code limit} alone, unless they are chosen by
     * their state.
     *
     * @param state only queries in it; null for all
     * @param offset queries to skip
     * @param limit most queries to return
     */
    Optional<Page> page(String tenant, BatchId id, QueryState state, int offset, int limit);

    /**
     * Queries of a tenant's batch that have changed, in the order of their changes; the cost depends on {@code limit} alone,
     * unless they are chosen by their state.
     *
     * @param state only queries in it; null for all
     * @param since what has been seen
     * @param limit most queries to return
     */
    Optional<Page> changes(String tenant, BatchId id, QueryState state, Cursor since, int limit);

    /**
     * Queries of a tenant's batch that have ended, in the order of their ends, each once.
     *
     * @param since behind which one
     * @param limit most queries to return
     */
    Optional<Ended> ended(String tenant, BatchId id, Cursor since, int limit);

    /** What a tenant's batch asks. */
    Optional<Content> content(String tenant, BatchId id);

    /** What the queries of a tenant's batch ask that have failed; nothing if there are none. */
    Optional<Content> failedContent(String tenant, BatchId id);

    /**
     * Changes a batch of the tenant that the event names; the event is written down with it, whatever it comes to.
     *
     * @return false if there is no such batch that has not been stopped
     */
    boolean change(BatchId id, BatchChange change, AuditEvent by);

    /**
     * Notes that a batch's results are being deleted before their time; the event is written down with it, whatever it comes to.
     *
     * @return false if there is no such batch of the tenant that the event names that has stopped
     */
    boolean noteResultsDeleted(BatchId id, AuditEvent by);

    /** A query of a tenant's batch. */
    Optional<BatchQuery> query(String tenant, ScheduleId id);

    /**
     * A stretch of a batch's queries.
     *
     * @param batch the batch
     * @param queries the queries
     * @param cursor what changes after this was read is after it
     */
    record Page(Batch batch, List<BatchQuery> queries, Cursor cursor) {}

    /**
     * What a batch asks, or a part of it.
     *
     * @param batch the batch
     * @param asked what these queries ask, numbered from 1
     */
    record Content(Batch batch, NewBatch.Content asked) {}

    /**
     * A stretch of a list of batches.
     *
     * @param batches the batches
     * @param next {@code before} of the next stretch; null if there is none
     */
    record Listed(List<Batch> batches, Long next) {}

    /**
     * A stretch of the queries that have ended.
     *
     * @param batch the batch
     * @param queries the queries
     * @param behind for each of them, from where those that ended later are found
     * @param cursor what ends after this was read is after it
     */
    record Ended(Batch batch, List<BatchQuery> queries, List<Cursor> behind, Cursor cursor) {}
}
