package io.querybatch.bench;

import io.querybatch.execution.Submission;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;

/** Batches for an engine without data: one account, one query for each day. */
final class DayBatches {

    /** A query for how many of their queries have not succeeded yet; counters, so that it costs the store nothing. */
    static final String UNFINISHED = "select coalesce(sum(query_amount - succeeded), 0) from batch";

    private static final LocalDate FIRST_DAY = LocalDate.of(2001, 1, 1);

    /** The most that a caller may ask for. */
    private static final int CONCURRENCY = 50;

    private static final int TIMEOUT_MINUTES = 60;
    private static final SecureRandom RANDOM = new SecureRandom();

    private DayBatches() {}

    static Submission of(String tenant, int queries) {
        DateRange days = new DateRange(FIRST_DAY, FIRST_DAY.plusDays(queries - 1L));
        QuerySpec spec = new QuerySpec("FLIGHTS", List.of("ORD"), days, List.of("flights"), 1_000);
        BatchItem item = new BatchItem(1, null, spec, List.of(), new SplitPolicy(true, true));
        return new Submission(BatchId.random(RANDOM), tenant, CONCURRENCY, false, TIMEOUT_MINUTES, List.of(item));
    }
}
