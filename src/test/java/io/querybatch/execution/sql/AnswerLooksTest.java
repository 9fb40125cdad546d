package io.querybatch.execution.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.execution.ExecutionStore;
import io.querybatch.execution.Grant;
import io.querybatch.execution.SharedAnswersContract;
import io.querybatch.execution.Submission;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a query that waits for the answer to another one looks for it. */
class AnswerLooksTest {

    private static final BatchId FIRST = new BatchId("qrb_00000000000000000001");
    private static final BatchId SECOND = new BatchId("qrb_00000000000000000002");

    static Stream<DataSource> databases() {
        return Stream.of(EmptyDatabases.h2(), EmptyDatabases.postgresql());
    }

    private static void submit(SqlStoreUnderTest tested, BatchId batch) {
        QuerySpec spec = new QuerySpec("FLIGHTS", List.of("ORD"), null, List.of("flights"), 1000);
        BatchItem item = new BatchItem(1, null, spec, List.of(), new SplitPolicy(false, false), 0);
        tested.submit(new Submission(batch, "acme", 5, false, 30, List.of(item)));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void theFirstIsSoonAndTheyComeLessOftenTheLongerItTakes(DataSource database) throws SQLException {
        SqlStoreUnderTest tested = new SqlStoreUnderTest(database, SharedAnswersContract.KEYS);
        ExecutionStore store = tested.store();
        long node = store.registerNode("here");
        submit(tested, FIRST);
        submit(tested, SECOND);
        store.claim(node, List.of(new Grant(FIRST, "acme", "FLIGHTS", 5, 100)), Integer.MAX_VALUE);
        Grant waits = new Grant(SECOND, "acme", "FLIGHTS", 5, 100);

        store.claim(node, List.of(waits), Integer.MAX_VALUE);
        assertThat(untilLook(database)).isEqualTo(Duration.ofMillis(50));

        tested.passTime(Duration.ofMinutes(1));
        store.claim(node, List.of(waits), Integer.MAX_VALUE);
        assertThat(untilLook(database)).isBetween(Duration.ofMillis(60_500), Duration.ofMinutes(5));
    }

    /** From when it began to wait. */
    private static Duration untilLook(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Record row = DSL.using(connection, JDBCUtils.dialect(connection))
                    .fetchSingle("select q.start_time, r.ready_time from requeued r"
                            + " join query q on q.batch_id = r.batch_id and q.n = r.n");
            return Duration.between(
                    row.get("start_time", OffsetDateTime.class), row.get("ready_time", OffsetDateTime.class));
        }
    }
}
