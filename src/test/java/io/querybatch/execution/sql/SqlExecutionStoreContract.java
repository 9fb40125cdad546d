package io.querybatch.execution.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.ExecutionStoreContract;
import io.querybatch.execution.Grant;
import io.querybatch.execution.StoreUnderTest;
import io.querybatch.execution.Submission;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import io.querybatch.testing.Poll;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What holds of the store over a database besides its contract: what happens when two transactions meet. */
abstract class SqlExecutionStoreContract extends ExecutionStoreContract {

    static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");

    SqlStoreUnderTest tested;

    /** An empty one. */
    abstract DataSource database();

    @Override
    protected StoreUnderTest open() {
        tested = new SqlStoreUnderTest(database());
        return tested;
    }

    @Test
    void aNodeThatRetiresWhileItClaimsLeavesNothingBehind() throws InterruptedException {
        long node = tested.store().registerNode("there");
        tested.submit(new Submission(BATCH, "acme", 5, false, 30, List.of(tenDays())));
        Thread retiring = new Thread(() -> tested.store().retireNode(node));
        tested.inTransaction(sql -> {
            new Claims(sql, AnswerKeys.NONE, new RecentItems())
                    .claim(node, List.of(new Grant(BATCH, "acme", "FLIGHTS", 5)), Integer.MAX_VALUE);
            retiring.start();
            // Whichever way it goes: the claim is not committed before the other has had its chance.
            return Poll.within(Duration.ofMillis(500), () -> !retiring.isAlive());
        });
        retiring.join();

        assertThat(tested.batch(BATCH).orElseThrow().progress()).containsExactly(10, 0, 0, 0);
        assertThat(tested.store().held(node)).isEmpty();
    }

    private static BatchItem tenDays() {
        DateRange days = new DateRange(LocalDate.of(2001, 1, 1), LocalDate.of(2001, 1, 10));
        QuerySpec spec = new QuerySpec("FLIGHTS", List.of("ORD"), days, List.of("flights"), 1000);
        return new BatchItem(1, null, spec, List.of(), new SplitPolicy(true, true));
    }
}
