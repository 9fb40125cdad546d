package io.querybatch.execution.sql;

import io.querybatch.audit.AuditEvent;
import io.querybatch.audit.AuditRows;
import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.BatchEnds;
import io.querybatch.execution.Candidate;
import io.querybatch.execution.Claim;
import io.querybatch.execution.Completion;
import io.querybatch.execution.ExecutionStore;
import io.querybatch.execution.Grant;
import io.querybatch.execution.KnownAnswer;
import io.querybatch.execution.NodeLoad;
import io.querybatch.execution.StopReason;
import io.querybatch.query.BatchId;
import io.querybatch.results.ResultKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;

/**
 * Runs each step in a transaction of its own, on connections that nobody else has. The steps are in plain classes.
 *
 * <p>Not through the container: when an application ends, containers take its beans and pools away before the dispatcher has
 * recorded its last outcomes and handed back the rest. And a heartbeat must not wait for connections that requests hold.
 */
public final class SqlExecutionStore implements ExecutionStore {

    /** Which takes a fraction of a second. */
    private static final int ANSWERS_AT_ONCE = 20_000;

    private final DataSource connections;
    private final AnswerKeys keys;
    private final Runnable close;
    private final RecentItems items = new RecentItems();
    private final GoneAnswers goneAnswers = new GoneAnswers(ANSWERS_AT_ONCE);
    private volatile BatchEnds ends = (tenant, batch) -> {};

    /** {@code close} gives the connections back when the dispatcher has ended. */
    public SqlExecutionStore(DataSource connections, AnswerKeys keys, Runnable close) {
        this.connections = connections;
        this.keys = keys;
        this.close = close;
    }

    @Override
    public void tellEnds(BatchEnds told) {
        ends = told;
    }

    @Override
    public void close() {
        close.run();
    }

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
        return inStore(sql -> new Claims(sql, keys, items).candidates());
    }

    @Override
    public Map<String, KnownAnswer> answers(Collection<String> wanted) {
        return inStore(sql -> new Answers(sql).of(wanted));
    }

    @Override
    public List<Claim> claim(long node, List<Grant> grants, int tenantConcurrency) {
        return inStore(sql -> new Claims(sql, keys, items).claim(node, grants, tenantConcurrency));
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
    public void cancel(BatchId batch, AuditEvent by) {
        inStore(sql -> {
            boolean stopped = new Stops(sql).stop(batch, StopReason.CANCELLED);
            new AuditRows(sql).add(stopped ? by : by.cameTo(AuditEvent.UNCHANGED));
            return stopped;
        });
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
        goneAnswers.batchIsGone();
    }

    @Override
    public void forgetAnswers() {
        inStore(sql -> {
            goneAnswers.forgetSome(sql);
            return null;
        });
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
    public List<ResultKey> unusedPacks(BatchId batch, Collection<ResultKey> leads) {
        return inStore(sql -> new Sweeps(sql).unusedPacks(batch, leads));
    }

    @Override
    public List<BatchId> unknown(Collection<BatchId> batches) {
        return inStore(sql -> new Sweeps(sql).unknown(batches));
    }

    private <T> T inStore(Function<DSLContext, T> step) {
        try (Connection connection = connections.getConnection()) {
            return commit(connection, step);
        } catch (SQLException e) {
            throw new DataAccessException("the store does not answer", e);
        }
    }

    private <T> T commit(Connection connection, Function<DSLContext, T> step) throws SQLException {
        connection.setAutoCommit(false);
        try {
            DSLContext sql = DSL.using(connection, JDBCUtils.dialect(connection));
            EndedHere ended = EndedHere.of(sql);
            T result = step.apply(sql);
            connection.commit();
            ended.tell(ends);
            return result;
        } catch (RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }
}
