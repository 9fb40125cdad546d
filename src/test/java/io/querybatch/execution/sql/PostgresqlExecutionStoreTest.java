package io.querybatch.execution.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.Grant;
import io.querybatch.execution.Submission;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PostgresqlExecutionStoreTest extends SqlExecutionStoreContract {

    @Override
    DataSource database() {
        return EmptyDatabases.postgresql();
    }

    @Test
    void aClaimDoesNotReadWhatWasClaimedBefore() {
        DateRange days = new DateRange(LocalDate.of(2001, 1, 1), LocalDate.of(2010, 12, 31));
        QuerySpec spec = new QuerySpec("FLIGHTS", List.of("ORD"), days, List.of("flights"), 1000);
        BatchItem item = new BatchItem(1, null, spec, List.of(), new SplitPolicy(true, true));
        tested.submit(new Submission(BATCH, "acme", 3_000, false, 30, List.of(item)));
        long node = tested.store().registerNode("here");
        tested.store().claim(node, List.of(grant(2_000)), Integer.MAX_VALUE);

        long rows = tested.inTransaction(sql -> {
            assertThat(new Claims(sql, AnswerKeys.NONE, new RecentItems())
                            .claim(node, List.of(grant(5)), Integer.MAX_VALUE))
                    .hasSize(5);
            return sql.resultQuery("""
                            select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)
                            from pg_stat_xact_user_tables where relname = 'query'""").fetchSingle(0, long.class);
        });

        assertThat(rows).isLessThan(100);
    }

    private static Grant grant(int amount) {
        return new Grant(BATCH, "acme", "FLIGHTS", amount);
    }
}
