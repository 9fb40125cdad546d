package io.querybatch.execution;

import io.querybatch.query.BatchId;

/** Is told of batches that a transaction of this server has stopped, once it is committed; not of those that others stop. */
@FunctionalInterface
public interface BatchEnds {

    /** A batch of a tenant has stopped. Called by threads that have more to do. */
    void ended(String tenant, BatchId batch);
}
