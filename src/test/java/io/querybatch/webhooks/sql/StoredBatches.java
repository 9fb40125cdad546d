package io.querybatch.webhooks.sql;

import io.querybatch.batches.Callback;
import io.querybatch.execution.StopReason;
import io.querybatch.execution.Submission;
import io.querybatch.execution.sql.SqlStoreUnderTest;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;

/** Batches with callbacks in a database, and time that passes there. */
public final class StoredBatches {

    private final DataSource database;
    private final SqlStoreUnderTest store;

    /** An empty database. */
    public StoredBatches(DataSource database) {
        this.database = database;
        this.store = new SqlStoreUnderTest(database);
    }

    /** A new database in memory. */
    public static DataSource inMemory() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(
                "jdbc:h2:mem:" + UUID.randomUUID()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
        return source;
    }

    private <T> T ask(Function<DSLContext, T> question) {
        try (Connection connection = database.getConnection()) {
            return question.apply(DSL.using(connection, JDBCUtils.dialect(connection)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@code JpaBatchStore} stores it. */
    public void submit(BatchId batch, String tenant, Callback callback) {
        DateRange day = new DateRange(LocalDate.of(2001, 1, 1), LocalDate.of(2001, 1, 1));
        QuerySpec spec = new QuerySpec("FLIGHTS", List.of("ORD"), day, List.of("flights"), 1000);
        BatchItem item = new BatchItem(1, null, spec, List.of(), new SplitPolicy(false, false));
        store.submit(new Submission(batch, tenant, 5, false, 30, List.of(item)));
        if (callback != null) {
            ask(sql -> sql.execute(
                    "update batch set callback_url = ?, callback_secret = ?, callback_base = 'http://here' where batch_id = ?",
                    callback.url(),
                    callback.secret(),
                    batch.value()));
            ask(sql -> sql.execute("""
                    insert into delivery (batch_id, n, state, attempts, created_time, due_time)
                    values (?, 1, 'QUEUED', 0, current_timestamp, current_timestamp)""", batch.value()));
        }
    }

    /** Nothing of it runs, so it has stopped with this. */
    public void stop(BatchId batch) {
        store.store().stop(batch, StopReason.CANCELLED);
    }

    void remove(BatchId batch) {
        store.store().remove(batch);
    }

    /** As if so much time had passed. */
    public void passTime(Duration time) {
        for (String column : List.of("due_time", "give_up_time")) {
            ask(sql -> sql.execute(
                    "update delivery set " + column + " = " + column + " - cast(? as integer) * interval '1' second",
                    (int) time.toSeconds()));
        }
    }

    int count(String table) {
        return ask(sql -> sql.fetchCount(DSL.table(table)));
    }
}
