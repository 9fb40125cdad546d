package io.querybatch.batches;

/** States of a query (contract A5): forward, or back to QUEUED when its worker was lost. */
public enum QueryState {
    QUEUED,
    RUNNING,
    SUCCESS,
    FAILURE
}
