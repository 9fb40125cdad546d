package io.querybatch.execution;

import io.querybatch.query.BatchItem;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.QuerySpec;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Tells which queries have the same answer, so that one of them runs for all. Safe for use by many threads. */
@FunctionalInterface
public interface AnswerKeys {

    /** Every query runs for itself. */
    AnswerKeys NONE = (asker, format, item) -> Optional.empty();

    /** How the queries of an item share; empty when each is to run for itself. */
    Optional<Sharing> of(Asker asker, OutputFormat format, BatchItem item);

    /**
     * Who asks: answers are shared among those alone who may see the same.
     *
     * @param tenant the tenant
     * @param rights the rights, as text
     */
    record Asker(String tenant, String rights) {}

    /**
     * How the queries of an item share answers.
     *
     * @param key gives queries with the same answer, and only those, the same key: 43 characters of the URL-safe Base64 alphabet.
     *     The store keeps those that begin alike near each other, and of those with the same first ten characters the latest
     * @param maxAge how long before now the source may have been asked; zero: not before the query was accepted
     */
    record Sharing(Function<QuerySpec, String> key, Duration maxAge) {}
}
