package io.querybatch.execution;

import io.querybatch.answers.ScanWatch;
import io.querybatch.connectors.RunningScan;
import io.querybatch.query.BatchId;
import io.querybatch.results.ResultKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** The queries this node is running, so that stopping a batch reaches their statements from any thread. */
final class RunningQueries {

    private final Map<ResultKey, Running> running = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> bySource = new ConcurrentHashMap<>();
    private final AtomicInteger scans = new AtomicInteger();
    private final AtomicInteger ofBatches = new AtomicInteger();
    private final Executor killers;

    /** {@code killers} tells sources to stop statements, many at a time: one that does not listen holds up no other. */
    RunningQueries(Executor killers) {
        this.killers = killers;
    }

    /** Notes claimed queries; their statement may follow later. */
    Running enter(Stint stint) {
        Claim lead = stint.lead();
        Running entry = new Running(
                lead.dataSource(), lead.interactive(), stint.claims().size());
        stint.claims().forEach(claim -> running.put(claim.resultKey(), entry));
        scans.incrementAndGet();
        bySource.computeIfAbsent(entry.dataSource, source -> new AtomicInteger())
                .incrementAndGet();
        if (!entry.interactive) {
            ofBatches.incrementAndGet();
        }
        return entry;
    }

    /** The slot comes free with the last query of a stint. */
    void leave(Claim claim) {
        Running entry = running.remove(claim.resultKey());
        if (entry != null && entry.left.decrementAndGet() == 0) {
            scans.decrementAndGet();
            bySource.get(entry.dataSource).decrementAndGet();
            if (!entry.interactive) {
                ofBatches.decrementAndGet();
            }
        }
    }

    /** Whether an attempt is under way here. */
    boolean contains(ResultKey attempt) {
        return running.containsKey(attempt);
    }

    /** Slots taken: queries of one stint take one. */
    int size() {
        return scans.get();
    }

    int size(String dataSource) {
        AtomicInteger count = bySource.get(dataSource);
        return count == null ? 0 : count.get();
    }

    /** Slots taken by those that nobody waits for directly. */
    int ofBatches() {
        return ofBatches.get();
    }

    /** Cancels every statement without a word about why: what they find is nobody's any more. */
    void abandon() {
        Set.copyOf(running.values()).forEach(entry -> killers.execute(entry::abandon));
    }

    /** Sees to it that in stints that take long nobody waits for the query that does. */
    void relieve(Instant now) {
        for (Running entry : Set.copyOf(running.values())) {
            Course course = entry.course;
            if (course != null && course.isLong(now)) {
                killers.execute(course::relieve);
                // Once is enough.
                entry.course = null;
            }
        }
    }

    /** Has every statement of a batch told to stop; safe to repeat. */
    void stop(BatchId batch, StopReason reason) {
        running.forEach((key, entry) -> {
            if (key.query().batch().equals(batch) && !entry.told) {
                killers.execute(() -> entry.stop(reason));
                entry.told = true;
            }
        });
    }

    /** One slot, at one scan after the other. The order to stop may come before, while or after its statement runs. */
    static final class Running implements ScanWatch {

        private final String dataSource;
        private final boolean interactive;

        /** Queries without an outcome. */
        private final AtomicInteger left;

        /** Whether the order is on its way. */
        private volatile boolean told;

        private volatile Course course;
        private volatile ScanTrace trace = ScanTrace.NONE;
        private RunningScan scan;
        private StopReason stop;
        private boolean confirmed;
        private boolean abandoned;

        private Running(String dataSource, boolean interactive, int queries) {
            this.dataSource = dataSource;
            this.interactive = interactive;
            this.left = new AtomicInteger(queries);
        }

        /** The way on which the worker of this slot is. */
        void on(Course begun) {
            course = begun;
        }

        /** Another scan begins, of which this is told when its statements begin and end. */
        void on(ScanTrace begun) {
            trace = begun;
        }

        /** Hands over the statement; if the order to stop was faster it is cancelled at once and will not run. */
        @Override
        public synchronized void attach(RunningScan statement) {
            trace.statementBegins();
            scan = statement;
            if (stop != null || abandoned) {
                confirmed = scan.cancel();
            }
        }

        /** The statement is done with and can no longer be cancelled. */
        @Override
        public synchronized void detach() {
            trace.statementEnds();
            scan = null;
        }

        synchronized void stop(StopReason reason) {
            if (stop == null) {
                stop = reason;
                if (scan != null) {
                    confirmed = scan.cancel();
                }
            }
        }

        private synchronized void abandon() {
            abandoned = true;
            if (scan != null) {
                scan.cancel();
            }
        }

        /** Why it was told to stop, if it was. */
        synchronized Optional<StopReason> stopped() {
            return Optional.ofNullable(stop);
        }

        /** What can be said of a query that ended after it was told to stop. */
        synchronized CancelProof proof() {
            return confirmed ? CancelProof.KILLED_AT_SOURCE : CancelProof.KILL_UNCONFIRMED;
        }
    }
}
