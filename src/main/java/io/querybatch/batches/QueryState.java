package io.querybatch.batches;

import io.querybatch.hosts.ForHosts;

/** States of a query (contract A5): forward, or back to QUEUED when its worker was lost. */
@ForHosts(since = "0.1")
public enum QueryState {
    QUEUED,
    RUNNING,
    SUCCESS,
    FAILURE
}
