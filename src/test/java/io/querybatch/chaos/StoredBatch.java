package io.querybatch.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * A batch as the database has it, with its queries counted afresh.
 *
 * @param id its id
 * @param tenant whose it is
 * @param state its state
 * @param outcome how it ended, or null
 * @param queries how many it has
 * @param items number of its items
 * @param counters its counters: queued, running, succeeded, failed
 * @param recount the same by counting
 * @param requeued rows of the queue of handed-back queries
 */
record StoredBatch(
        String id,
        String tenant,
        String state,
        String outcome,
        int queries,
        int items,
        Counts counters,
        Counts recount,
        int requeued) {

    /** Queries by state; those never claimed have no row and are queued, or failed once the batch is stopped. */
    record Counts(int queued, int running, int succeeded, int failed) {}

    private static final String SQL = """
            select b.description, b.batch_id, b.tenant, b.state, b.outcome, b.query_amount,
              b.queued, b.running, b.succeeded, b.failed, b.stop_reason,
              b.query_amount - count(q.n) as virgin,
              count(*) filter (where q.state = 'QUEUED') as counted_queued,
              count(*) filter (where q.state = 'RUNNING') as counted_running,
              count(*) filter (where q.state = 'SUCCESS') as counted_succeeded,
              count(*) filter (where q.state = 'FAILURE') as counted_failed,
              (select coalesce(sum(i.items), 0) from batch_item i where i.batch_id = b.batch_id) as items,
              (select count(*) from requeued r where r.batch_id = b.batch_id) as requeued
            from batch b left join query q on q.batch_id = b.batch_id
            where b.description like ? escape '!' group by b.batch_id""";

    /** The batches whose description begins so, by description. */
    static Map<String, StoredBatch> read(Connection connection, String prefix) throws SQLException {
        Map<String, StoredBatch> batches = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, prefix + "%");
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    batches.put(row.getString("description"), of(row));
                }
            }
        }
        return batches;
    }

    private static StoredBatch of(ResultSet row) throws SQLException {
        int virgin = row.getInt("virgin");
        boolean stopped = row.getString("stop_reason") != null;
        return new StoredBatch(
                row.getString("batch_id"),
                row.getString("tenant"),
                row.getString("state"),
                row.getString("outcome"),
                row.getInt("query_amount"),
                row.getInt("items"),
                new Counts(row.getInt("queued"), row.getInt("running"), row.getInt("succeeded"), row.getInt("failed")),
                new Counts(
                        row.getInt("counted_queued") + (stopped ? 0 : virgin),
                        row.getInt("counted_running"),
                        row.getInt("counted_succeeded"),
                        row.getInt("counted_failed") + (stopped ? virgin : 0)),
                row.getInt("requeued"));
    }

    boolean stopped() {
        return state.equals("STOPPED");
    }
}
