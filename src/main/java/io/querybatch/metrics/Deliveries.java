package io.querybatch.metrics;

import io.querybatch.results.ResultSummary;

/** Is told of every result that this server published. */
@FunctionalInterface
public interface Deliveries {

    /** A result of a tenant's is there. */
    void delivered(String tenant, ResultSummary result);
}
