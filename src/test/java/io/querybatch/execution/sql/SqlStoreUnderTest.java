package io.querybatch.execution.sql;

import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.AnswerSource;
import io.querybatch.execution.ExecutionStore;
import io.querybatch.execution.NodeLoad;
import io.querybatch.execution.StopReason;
import io.querybatch.execution.StoreUnderTest;
import io.querybatch.execution.Submission;
import io.querybatch.planning.ItemRun;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.ScheduleId;
import io.querybatch.query.SplitPolicy;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultStore;
import io.querybatch.results.StoredResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;

/** The real store over a database, without a container. */
public final class SqlStoreUnderTest implements StoreUnderTest {

    private final DataSource database;
    private final AnswerKeys keys;

    /** An empty database; every query runs for itself. */
    public SqlStoreUnderTest(DataSource database) {
        this(database, AnswerKeys.NONE);
    }

    /** An empty database. */
    public SqlStoreUnderTest(DataSource database, AnswerKeys keys) {
        this.database = database;
        this.keys = keys;
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    /** Does something in a transaction of its own, beside those of the store. */
    public <T> T inTransaction(Function<DSLContext, T> step) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            T result = step.apply(DSL.using(connection, JDBCUtils.dialect(connection)));
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ExecutionStore store() {
        return new SqlExecutionStore(database, keys, () -> {});
    }

    @Override
    public void submit(Submission batch) {
        inTransaction(sql -> {
            insert(sql, batch);
            ItemRun.of(batch.items()).forEach(run -> insert(sql, batch.id(), run));
            return batch;
        });
    }

    /** As a batch is stored when it is accepted. */
    private static void insert(DSLContext sql, Submission batch) {
        List<BatchItem> planned =
                batch.items().stream().filter(BatchItem::isPlanned).toList();
        int failed = batch.items().size() - planned.size();
        SplitPolicy split = planned.isEmpty()
                ? new SplitPolicy(false, false)
                : planned.get(0).split();
        sql.execute(
                """
                insert into batch (batch_id, seq, tenant, subject, access_rights, description, split_accounts, split_dates,
                  timeout_minutes, query_concurrency, output_format, exclude_account_errors, clean_data_types, query_amount,
                  interactive, retention_hours, state, outcome, end_time, expires_time, queued, running, succeeded, failed,
                  unplanned, next_n, change, schedule_time)
                values (?, nextval('batch_seq'), ?, 'me', 'null', '', ?, ?, ?, ?, 'json', false, false, ?, ?, ?,
                  ?, ?, case when ? then current_timestamp end,
                  case when ? then current_timestamp + cast(? as integer) * interval '1' hour end,
                  ?, 0, 0, ?, ?, ?, 1, current_timestamp)""",
                batch.id().value(),
                batch.tenant(),
                split.byAccount(),
                split.byDay(),
                batch.timeoutMinutes(),
                batch.concurrency(),
                batch.amount(),
                batch.interactive(),
                Submission.RETENTION_HOURS,
                planned.isEmpty() ? "STOPPED" : "QUEUED",
                planned.isEmpty() ? "completed_with_errors" : null,
                planned.isEmpty(),
                planned.isEmpty(),
                Submission.RETENTION_HOURS,
                batch.amount() - failed,
                failed,
                failed,
                planned.isEmpty() ? batch.amount() + 1 : planned.get(0).firstN());
    }

    private static void insert(DSLContext sql, BatchId batch, ItemRun run) {
        BatchItem item = run.first();
        sql.execute(
                "insert into batch_item (batch_id, first_n, items, ds_id, spec, cache_minutes, error_code, error_description)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                batch.value(),
                item.firstN(),
                run.items(),
                item.spec().dataSource(),
                run.text(),
                item.cacheMinutes(),
                item.isPlanned() ? null : "QUERY_FIELD_UNAVAILABLE",
                item.isPlanned() ? null : "/fields: unknown field \"x\"");
    }

    @Override
    public Optional<BatchRow> batch(BatchId batch) {
        return inTransaction(sql -> sql.resultQuery("select * from batch where batch_id = ?", batch.value())
                .fetchOptional(SqlStoreUnderTest::batchRow));
    }

    private static BatchRow batchRow(Record row) {
        String reason = row.get("stop_reason", String.class);
        return new BatchRow(
                row.get("state", String.class),
                row.get("outcome", String.class),
                reason == null ? null : StopReason.valueOf(reason),
                List.of("queued", "running", "succeeded", "failed").stream()
                        .map(column -> row.get(column, Integer.class))
                        .toList(),
                row.get("cancel_time") != null,
                row.get("expires_time") != null);
    }

    @Override
    public QueryRow query(BatchId batch, int n) {
        return inTransaction(sql -> sql.resultQuery(
                        "select * from query where batch_id = ? and n = ?", batch.value(), n)
                .fetchSingle(row -> new QueryRow(
                        row.get("state", String.class),
                        row.get("attempt", int.class),
                        row.get("error_code", String.class),
                        row.get("cancel_proof", String.class),
                        row.get("end_time") != null,
                        row.get("source") == null
                                ? AnswerSource.EXECUTED
                                : AnswerSource.valueOf(row.get("source", String.class)))));
    }

    /** Opens what a query that succeeded has stored, as everybody does who reads results. */
    public StoredResult result(ResultStore results, BatchId batch, int n) {
        Record row = inTransaction(sql -> sql.resultQuery(
                        "select fence, coalesce(lead, n) as lead from query where batch_id = ? and n = ?",
                        batch.value(),
                        n)
                .fetchSingle());
        ResultKey key = new ResultKey(new ScheduleId(batch, n), row.get("fence", long.class));
        try {
            return results.open(key, row.get("lead", int.class)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void pause(BatchId batch, boolean paused) {
        inTransaction(sql -> sql.execute("update batch set paused = ? where batch_id = ?", paused, batch.value()));
    }

    @Override
    public void noteResultsDeleted(BatchId batch) {
        inTransaction(sql -> sql.execute(
                "update batch set results_deleted_time = current_timestamp where batch_id = ?", batch.value()));
    }

    @Override
    public NodeLoad load(long node) {
        return inTransaction(sql -> sql.resultQuery(
                        "select free_workers, full_sources from node where node_id = ?", node)
                .fetchSingle(row -> new NodeLoad(
                        row.get("free_workers", int.class),
                        Set.of(row.get("full_sources", String.class).split(",")))));
    }

    @Override
    public void passTime(Duration time) {
        age("node", time, "heartbeat_at");
        age(
                "batch",
                time,
                "schedule_time",
                "start_time",
                "deadline",
                "end_time",
                "expires_time",
                "results_deleted_time");
        age("batch", time, "pace_time");
        age("query", time, "start_time", "as_of");
        age("requeued", time, "ready_time", "accepts_from");
    }

    private void age(String table, Duration time, String... columns) {
        for (String column : columns) {
            inTransaction(sql -> sql.execute(
                    "update " + table + " set " + column + " = " + column
                            + " - cast(? as integer) * interval '1' second",
                    (int) time.toSeconds()));
        }
    }

    @Override
    public int rows() {
        return List.of("batch", "batch_item", "query", "requeued").stream()
                .mapToInt(this::count)
                .sum();
    }

    @Override
    public int requeued() {
        return count("requeued");
    }

    private int count(String table) {
        return inTransaction(sql -> sql.fetchCount(DSL.table(table)));
    }
}
