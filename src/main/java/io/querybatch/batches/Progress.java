package io.querybatch.batches;

import io.querybatch.hosts.ForHosts;
import io.querybatch.hosts.Internal;
import jakarta.json.bind.annotation.JsonbPropertyOrder;

/** How many queries of a batch are in which state; they add up to all of them. */
@JsonbPropertyOrder({"queued", "running", "success", "failure"})
@ForHosts(since = "0.1")
public record Progress(int queued, int running, int success, int failure) {

    @Internal
    public Progress {}

    /** How many are in a state. */
    int of(QueryState state) {
        return switch (state) {
            case QUEUED -> queued;
            case RUNNING -> running;
            case SUCCESS -> success;
            case FAILURE -> failure;
        };
    }
}
