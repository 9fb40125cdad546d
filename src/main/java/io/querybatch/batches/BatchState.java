package io.querybatch.batches;

/** States of a batch; they only move forward (contract B §2.4). */
public enum BatchState {
    QUEUED,
    RUNNING,
    STOPPED
}
