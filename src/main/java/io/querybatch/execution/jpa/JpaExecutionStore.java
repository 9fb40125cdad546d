package io.querybatch.execution.jpa;

import io.querybatch.execution.Candidate;
import io.querybatch.execution.Claim;
import io.querybatch.execution.Completion;
import io.querybatch.execution.ExecutionStore;
import io.querybatch.execution.Grant;
import io.querybatch.execution.NodeLoad;
import io.querybatch.execution.StopReason;
import io.querybatch.query.BatchId;
import io.querybatch.results.ResultKey;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.Session;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;

/** The container's shell: gives each step a transaction and a connection. The steps are in plain classes. */
@Stateless
@Local(ExecutionStore.class)
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class JpaExecutionStore implements ExecutionStore {

    @PersistenceContext
    private EntityManager entities;

    @Override
    public long registerNode(String name) {
        return inStore(sql -> new Nodes(sql).register(name));
    }

    @Override
    public boolean heartbeat(long node, NodeLoad load) {
        return inStore(sql -> new Nodes(sql).heartbeat(node, load));
    }

    @Override
    public Set<ResultKey> held(long node) {
        return inStore(sql -> new HeldAttempts(sql).of(node));
    }

    @Override
    public int handBack(long node, Set<ResultKey> attempts) {
        return inStore(sql -> new HeldAttempts(sql).giveBack(node, attempts));
    }

    @Override
    public void retireNode(long node) {
        inStore(sql -> new Nodes(sql).retire(node));
    }

    @Override
    public int recover(Duration silence, int maxAttempts) {
        return inStore(sql -> new Nodes(sql).recover(silence, maxAttempts));
    }

    @Override
    public List<Candidate> candidates() {
        return inStore(sql -> new Claims(sql).candidates());
    }

    @Override
    public List<Claim> claim(long node, List<Grant> grants, int tenantConcurrency) {
        return inStore(sql -> new Claims(sql).claim(node, grants, tenantConcurrency));
    }

    @Override
    public Set<ResultKey> publish(List<Completion> completions) {
        return inStore(sql -> new Publication(sql).publish(completions));
    }

    @Override
    public void stop(BatchId batch, StopReason reason) {
        inStore(sql -> new Stops(sql).stop(batch, reason));
    }

    @Override
    public List<BatchId> stopOverdue() {
        return inStore(sql -> new Stops(sql).stopOverdue());
    }

    @Override
    public List<StoppedBatch> stopsToDeliver(long node) {
        return inStore(sql -> new Stops(sql).toDeliver(node));
    }

    @Override
    public List<BatchId> expired(int limit) {
        return inStore(sql -> new Retention(sql).expired(limit));
    }

    @Override
    public void remove(BatchId batch) {
        inStore(sql -> new Retention(sql).remove(batch));
    }

    @Override
    public List<EndedBatch> unswept(int limit) {
        return inStore(sql -> new Sweeps(sql).unswept(limit));
    }

    @Override
    public void swept(BatchId batch) {
        inStore(sql -> new Sweeps(sql).swept(batch));
    }

    @Override
    public List<ResultKey> unpublished(BatchId batch, Collection<ResultKey> keys) {
        return inStore(sql -> new Sweeps(sql).unpublished(batch, keys));
    }

    @Override
    public List<BatchId> unknown(Collection<BatchId> batches) {
        return inStore(sql -> new Sweeps(sql).unknown(batches));
    }

    /** One step, in the transaction of the call. */
    <T> T inStore(Function<DSLContext, T> step) {
        return entities.unwrap(Session.class)
                .doReturningWork(connection -> step.apply(DSL.using(connection, JDBCUtils.dialect(connection))));
    }
}
