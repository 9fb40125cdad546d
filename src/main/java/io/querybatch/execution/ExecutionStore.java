package io.querybatch.execution;

import io.querybatch.audit.AuditEvent;
import io.querybatch.query.BatchId;
import io.querybatch.results.ResultKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The durable state of the work. Every method is one short transaction of its own, and every change is a compare-and-set:
 * what is no longer as the caller believes stays as it is. Times come from the database's clock alone.
 */
public interface ExecutionStore extends AutoCloseable {

    /**
     * Registers this process as a node.
     *
     * @param name the node's lasting name; queries of earlier processes of that name are lost at once
     * @return the number of this process, under which it claims
     */
    long registerNode(String name);

    /**
     * Says that the node lives.
     *
     * @param load what others may know of it
     * @return false if it was taken for dead meanwhile: it must register again
     */
    boolean heartbeat(long node, NodeLoad load);

    /** The attempts that, as far as the store knows, a node is on. */
    Set<ResultKey> held(long node);

    /**
     * Queues again attempts of a living node, uncharged; those that have an outcome by now stay as they are.
     *
     * @return the number of queries that the node no longer holds
     */
    int handBack(long node, Set<ResultKey> attempts);

    /** Removes the node; its running queries are handed back without charging the attempt. */
    void retireNode(long node);

    /** Batches with queries waiting, per tenant the oldest first, as they stand at this moment. */
    List<Candidate> candidates();

    /** The latest attempts at questions, by their keys, that have given an answer or are going to. */
    Map<String, KnownAnswer> answers(Collection<String> keys);

    /**
     * Takes queries for a node, in the order of their batch; fewer than granted, or none, if others were faster. A node that
     * was retired or taken for dead gets none.
     *
     * @param tenantConcurrency most queries of one tenant running at once, on all nodes together
     */
    List<Claim> claim(long node, List<Grant> grants, int tenantConcurrency);

    /**
     * Publishes outcomes, moves the counters of their batches and ends batches whose last query this was.
     *
     * @return the results that came too late: their queries are somebody else's by now
     */
    Set<ResultKey> publish(List<Completion> completions);

    /**
     * Stops a batch: nothing new starts, what waits fails as never started, what runs is to be cancelled. The intent is
     * durable when this returns. A batch that is stopped or stopping stays as it is.
     */
    void stop(BatchId batch, StopReason reason);

    /** Stops a batch because somebody says so, and writes down who did in the same transaction, whatever it comes to. */
    void cancel(BatchId batch, AuditEvent by);

    /** Stops batches whose time is up. */
    List<BatchId> stopOverdue();

    /** Batches that were stopped while queries of this node are running. */
    List<StoppedBatch> stopsToDeliver(long node);

    /**
     * Queues again what dead nodes were running, or fails it when its attempts are used up.
     *
     * @param silence how long a node may be silent before it counts as dead
     * @param maxAttempts most attempts of one query
     * @return the number of queries taken from dead nodes
     */
    int recover(Duration silence, int maxAttempts);

    /** Batches past their retention, at most {@code limit}. */
    List<BatchId> expired(int limit);

    /** Forgets a batch and all its queries. */
    void remove(BatchId batch);

    /** Forgets what it knows of the answers of batches that are forgotten, or a part of that at a time. */
    default void forgetAnswers() {}

    /** Ended batches, at most {@code limit}, whose stored results were not yet compared with what was published. */
    List<EndedBatch> unswept(int limit);

    /** Notes that nothing is stored for a batch but what was published. */
    void swept(BatchId batch);

    /** Those of the stored results of a batch that no published outcome names. */
    List<ResultKey> unpublished(BatchId batch, Collection<ResultKey> keys);

    /** Those of the attempts of a batch in whose slots no published outcome has its result. */
    List<ResultKey> unusedPacks(BatchId batch, Collection<ResultKey> leads);

    /** Those of the batches that are not, or no longer, kept. */
    List<BatchId> unknown(Collection<BatchId> batches);

    /** Has somebody told of every batch that is stopped through this store from now on; the last one who is named here. */
    default void tellEnds(BatchEnds ends) {}

    /** Gives back what the store holds; after this nothing is asked of it. */
    @Override
    default void close() {}

    /**
     * A batch that has ended.
     *
     * @param batch the batch
     * @param resultsDeleted whether its owner wants its results deleted
     */
    record EndedBatch(BatchId batch, boolean resultsDeleted) {}

    /**
     * A batch that was stopped, and why.
     *
     * @param batch the batch
     * @param reason why
     */
    record StoppedBatch(BatchId batch, StopReason reason) {}
}
