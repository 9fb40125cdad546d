package io.querybatch.singles;

import io.querybatch.batches.NewBatch;
import io.querybatch.query.BatchId;
import io.querybatch.security.Reach;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the names of single queries. Every method is one transaction; nothing of a tenant is found for another, but a history. */
public interface SingleStore {

    /** What runs, or ran, under a name. */
    Optional<SingleRun> find(String tenant, String scheduleId);

    /**
     * Stores a run and gives it its name, in place of {@code former} or, if that is null, of nothing.
     *
     * @return false if the name is somebody else's meanwhile: nothing is stored then
     */
    boolean create(String scheduleId, NewBatch batch, BatchId former);

    /** The runs within reach, the newest first. */
    History history(Reach reach, HistoryQuery query);

    /**
     * Which runs of a history.
     *
     * @param dataSources only these; empty: all
     * @param states only these; empty: all
     * @param since not scheduled before
     * @param until not scheduled after
     * @param offset runs to skip
     * @param limit most runs
     */
    record HistoryQuery(
            List<String> dataSources, List<String> states, Instant since, Instant until, int offset, int limit) {}

    /**
     * A stretch of a history.
     *
     * @param runs the runs
     * @param total how many there are in all
     */
    record History(List<HistoryEntry> runs, int total) {}

    /**
     * A run in a history.
     *
     * @param tenant whose it is
     * @param scheduleId its name
     * @param dataSource its data source
     * @param state state of its query
     * @param scheduled when it was asked for
     * @param rows data rows, or null
     * @param seconds run time in seconds, or null
     */
    record HistoryEntry(
            String tenant,
            String scheduleId,
            String dataSource,
            String state,
            Instant scheduled,
            Long rows,
            Double seconds) {}
}
