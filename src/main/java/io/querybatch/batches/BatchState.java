package io.querybatch.batches;

import io.querybatch.hosts.ForHosts;

/** States of a batch; they only move forward (contract B §2.4). */
@ForHosts(since = "0.1")
public enum BatchState {
    QUEUED,
    RUNNING,
    STOPPED
}
