package io.querybatch.quotas.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.execution.Submission;
import io.querybatch.execution.sql.EmptyDatabases;
import io.querybatch.execution.sql.SqlStoreUnderTest;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import io.querybatch.quotas.Use;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What tenants used, and what of theirs is open and stored, in both databases. */
class UseRowsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 30);

    static Stream<SqlStoreUnderTest> databases() {
        return Stream.of(EmptyDatabases.h2(), EmptyDatabases.postgresql()).map(SqlStoreUnderTest::new);
    }

    private static Use.Standing standing(SqlStoreUnderTest store, String tenant, LocalDate day) {
        return store.inTransaction(sql -> new UseRows(sql).standing(tenant, day));
    }

    private static void add(SqlStoreUnderTest store, LocalDate day, Use use) {
        store.inTransaction(sql -> {
            new UseRows(sql).add("acme", day, use);
            return null;
        });
    }

    private static BatchId submit(SqlStoreUnderTest store, int n, String tenant, boolean single) {
        QuerySpec spec = new QuerySpec(
                "FLIGHTS",
                List.of("ORD"),
                new DateRange(LocalDate.of(2001, 1, 1), LocalDate.of(2001, 1, 10)),
                List.of("flights"),
                1000);
        BatchId id = new BatchId("qrb_0123456789abcdef000" + n);
        store.submit(new Submission(
                id,
                tenant,
                5,
                single,
                30,
                List.of(new BatchItem(1, null, spec, List.of(), new SplitPolicy(true, true)))));
        return id;
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aMonthIsTheSumOfItsDaysSoFar(SqlStoreUnderTest store) {
        add(store, DAY.withDayOfMonth(1).minusDays(1), new Use(1, 1, 1));
        add(store, DAY.withDayOfMonth(1), new Use(2, 20, 200));
        add(store, DAY, new Use(3, 30, 3_000_000_000_000L));
        add(store, DAY.plusDays(1), new Use(4, 4, 4));
        Use.Standing standing = store.inTransaction(sql -> new UseRows(sql).spend("acme", DAY, 5));
        assertThat(standing.today()).isEqualTo(new Use(8, 30, 3_000_000_000_000L));
        assertThat(standing.month()).isEqualTo(new Use(10, 50, 3_000_000_000_200L));
        assertThat(standing(store, "globex", DAY).month()).isEqualTo(Use.NONE);
        store.inTransaction(sql -> {
            new UseRows(sql).forget(DAY);
            return null;
        });
        assertThat(standing(store, "acme", DAY).month()).isEqualTo(new Use(8, 30, 3_000_000_000_000L));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void onlyWhatHasNotEndedIsOpen(SqlStoreUnderTest store) {
        submit(store, 1, "acme", false);
        BatchId ended = submit(store, 2, "acme", false);
        submit(store, 3, "acme", true);
        submit(store, 4, "globex", true);
        store.inTransaction(sql -> sql.execute("update batch set state = 'STOPPED' where batch_id = ?", ended.value()));
        store.inTransaction(sql -> sql.execute("update batch set state = 'RUNNING' where interactive"));
        Use.Standing standing = standing(store, "acme", DAY);
        assertThat(standing.openBatches()).isEqualTo(1);
        assertThat(standing.openQueries()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void resultsAreStoredUntilTheyAreDeleted(SqlStoreUnderTest store) {
        BatchId kept = submit(store, 1, "acme", false);
        BatchId deleted = submit(store, 2, "acme", false);
        BatchId other = submit(store, 3, "globex", true);
        for (BatchId batch : List.of(kept, deleted, other)) {
            query(store, batch, 1, "SUCCESS", 3_000_000_000L);
            query(store, batch, 2, "SUCCESS", 1L);
            query(store, batch, 3, "FAILURE", null);
        }
        store.inTransaction(sql -> sql.execute(
                "update batch set results_deleted_time = current_timestamp where batch_id = ?", deleted.value()));
        Map<String, Long> stored = store.inTransaction(sql -> new UseRows(sql).storedBytes());
        assertThat(stored).isEqualTo(Map.of("acme", 3_000_000_001L, "globex", 3_000_000_001L));
    }

    private static void query(SqlStoreUnderTest store, BatchId batch, int n, String state, Long bytes) {
        store.inTransaction(sql -> sql.execute("""
                insert into query (batch_id, n, state, attempt, fence, node_id, change, start_time, bytes)
                values (?, ?, ?, 1, 1, 1, 1, current_timestamp, ?)""", batch.value(), n, state, bytes));
    }

    /** The store's transactions are those of many nodes: each sees what those before it spent. */
    @ParameterizedTest
    @MethodSource("databases")
    void submissionsAtTheSameTimeAreCountedOneAfterTheOther(SqlStoreUnderTest store) {
        List<Long> seen = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> store.inTransaction(sql -> new UseRows(sql).spend("acme", DAY, 1)))
                .map(standing -> standing.today().queries())
                .sorted()
                .toList();
        assertThat(seen)
                .isEqualTo(IntStream.rangeClosed(1, 40).mapToObj(Long::valueOf).toList());
    }
}
