package io.querybatch.metrics;

import io.querybatch.results.ResultSummary;

/** Is told of every result that this server published. */
@FunctionalInterface
public interface PublishedResults {

    /** A result of a tenant's is there. */
    void published(String tenant, ResultSummary result);
}
