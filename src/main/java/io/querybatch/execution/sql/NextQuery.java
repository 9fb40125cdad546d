package io.querybatch.execution.sql;

import io.querybatch.execution.Question;
import io.querybatch.query.BatchItem;
import io.querybatch.query.QueryKind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A query that is next in turn.
 *
 * @param attempt which one it would be, from 1
 * @param kind what it has in common with those with which it may share a scan
 * @param question what it asks, which costs something to find out; may be nothing
 * @param waited how long it has waited for the answer to another one; zero if it has not
 */
record NextQuery(
        int n, int attempt, BatchItem item, QueryKind kind, Supplier<Optional<Question>> question, Duration waited) {

    /** An attempt was charged: it failed, or its server was lost with it. */
    boolean isSuspect() {
        return attempt > 1;
    }
}
