package io.querybatch.execution;

import io.querybatch.answers.ScanWatch;
import io.querybatch.connectors.RunningScan;
import io.querybatch.query.BatchId;
import io.querybatch.results.ResultKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The queries this node is running, so that stopping a batch reaches their statements from any thread. */
final class RunningQueries {

    private final Map<ResultKey, Running> running = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> bySource = new ConcurrentHashMap<>();

    /** Notes a claimed query; its statement may follow later. */
    Running enter(Claim claim) {
        String dataSource = claim.item().spec().dataSource();
        Running entry = new Running(dataSource);
        running.put(claim.resultKey(), entry);
        bySource.computeIfAbsent(dataSource, source -> new AtomicInteger()).incrementAndGet();
        return entry;
    }

    void leave(Claim claim) {
        Running entry = running.remove(claim.resultKey());
        if (entry != null) {
            bySource.get(entry.dataSource).decrementAndGet();
        }
    }

    /** Whether an attempt is under way here. */
    boolean contains(ResultKey attempt) {
        return running.containsKey(attempt);
    }

    int size() {
        return running.size();
    }

    int size(String dataSource) {
        AtomicInteger count = bySource.get(dataSource);
        return count == null ? 0 : count.get();
    }

    /** Cancels every statement without a word about why: the node is going down. */
    void abandon() {
        running.values().forEach(Running::abandon);
    }

    /** Tells every statement of a batch to stop. */
    void stop(BatchId batch, StopReason reason) {
        running.forEach((key, entry) -> {
            if (key.query().batch().equals(batch)) {
                entry.stop(reason);
            }
        });
    }

    /** One query being run. The order to stop may come before, while or after its statement runs. */
    static final class Running implements ScanWatch {

        private final String dataSource;
        private RunningScan scan;
        private StopReason stop;
        private boolean confirmed;

        private Running(String dataSource) {
            this.dataSource = dataSource;
        }

        /** Hands over the statement; if the order to stop was faster it is cancelled at once and will not run. */
        @Override
        public synchronized void attach(RunningScan statement) {
            scan = statement;
            if (stop != null) {
                confirmed = scan.cancel();
            }
        }

        /** The statement is done with and can no longer be cancelled. */
        @Override
        public synchronized void detach() {
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
