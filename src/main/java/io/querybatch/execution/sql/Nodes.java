package io.querybatch.execution.sql;

import io.querybatch.errors.ErrorCode;
import io.querybatch.execution.NodeLoad;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.jooq.DSLContext;

/** Nodes, their signs of life, and what happens to the queries of those that are gone. */
final class Nodes {

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final DSLContext sql;

    Nodes(DSLContext sql) {
        this.sql = sql;
    }

    long register(String name) {
        // A former process of this name is dead: only one can hold the name's lock (platform.NodeName).
        sql.execute(
                "update node set heartbeat_at = timestamp with time zone '1970-01-01 00:00:00+00' where name = ?",
                name);
        long node = sql.resultQuery("select nextval('node_seq')").fetchSingle(0, long.class);
        sql.execute(
                "insert into node (node_id, name, started_at, heartbeat_at) values (?, ?, current_timestamp, current_timestamp)",
                node,
                name);
        return node;
    }

    boolean heartbeat(long node, NodeLoad load) {
        return sql.execute(
                        "update node set heartbeat_at = current_timestamp, free_workers = ?, full_sources = ? where node_id = ?",
                        load.freeWorkers(),
                        String.join(",", new TreeSet<>(load.fullSources())),
                        node)
                == 1;
    }

    /**
     * Keeps the node from being taken for dead until this transaction ends; false if that has happened. Then it must not
     * claim: queries of a node that has no row are never taken from it, and their batch never ends.
     */
    boolean hold(long node) {
        return sql.resultQuery("select node_id from node where node_id = ? for update", node)
                .fetchOptional()
                .isPresent();
    }

    int recover(Duration silence, int maxAttempts) {
        List<Long> dead = sql.resultQuery("""
                        select node_id from node
                        where heartbeat_at < current_timestamp - cast(? as integer) * interval '1' second
                        order by node_id for update skip locked""", (int) silence.toSeconds()).fetch(0, long.class);
        int taken = 0;
        for (long node : dead) {
            taken += release(node, maxAttempts, 0);
        }
        return taken;
    }

    /** Gives back a living node's queries; the attempts they were on do not count. */
    int retire(long node) {
        // A claim that is under way is seen afterwards; one that comes later finds no node.
        hold(node);
        return release(node, UNLIMITED, 1);
    }

    private int release(long node, int maxAttempts, int refund) {
        List<String> batches = sql.resultQuery("""
                        select distinct q.batch_id from query q join batch b on b.batch_id = q.batch_id
                        where b.running > 0 and q.state = 'RUNNING' and q.node_id = ?
                        order by q.batch_id""", node).fetch(0, String.class);
        int taken = 0;
        for (String batch : batches) {
            taken += release(node, batch, maxAttempts, refund);
        }
        sql.execute("delete from node where node_id = ?", node);
        return taken;
    }

    private int release(long node, String batch, int maxAttempts, int refund) {
        BatchLock lock = BatchLock.take(sql, batch).orElse(null);
        if (lock == null) {
            return 0;
        }
        int riding = riding(node, batch);
        int failed = lock.stopReason() != null ? failStopped(node, lock) : failExhausted(node, lock, maxAttempts);
        int requeued = requeue(node, lock, refund);
        lock.move(sql, requeued, -failed - requeued, riding, 0, failed);
        return failed + requeued;
    }

    private int riding(long node, String batch) {
        return sql.resultQuery(
                        "select count(*) from query where batch_id = ? and node_id = ? and state = 'RUNNING' and lead <> n",
                        batch,
                        node)
                .fetchSingle(0, int.class);
    }

    private int failStopped(long node, BatchLock lock) {
        return fail(node, lock, 0, lock.stopReason().code(), lock.stopReason().description(), "kill_unconfirmed");
    }

    private int failExhausted(long node, BatchLock lock, int maxAttempts) {
        String reason = "The server that ran the query was lost " + maxAttempts + " times.";
        return fail(node, lock, maxAttempts, ErrorCode.QUERY_INTERNAL_ERROR, reason, null);
    }

    private int fail(long node, BatchLock lock, int minAttempt, ErrorCode code, String description, String cancel) {
        return sql.execute("""
                update query set state = 'FAILURE', end_time = current_timestamp, change = ?,
                  error_code = ?, error_description = ?, cancel_proof = ?
                where batch_id = ? and node_id = ? and state = 'RUNNING' and attempt >= ?""", lock.change(), code.name(), description, cancel, lock.batch(), node, minAttempt);
    }

    private int requeue(long node, BatchLock lock, int refund) {
        sql.execute(
                "insert into requeued (batch_id, n) select batch_id, n from query where batch_id = ? and node_id = ? and state = 'RUNNING'",
                lock.batch(),
                node);
        return sql.execute("""
                update query set state = 'QUEUED', attempt = attempt - ?, change = ?
                where batch_id = ? and node_id = ? and state = 'RUNNING'""", refund, lock.change(), lock.batch(), node);
    }
}
