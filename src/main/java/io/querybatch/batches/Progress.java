package io.querybatch.batches;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

/** How many queries of a batch are in which state; they add up to all of them. */
@JsonbPropertyOrder({"queued", "running", "success", "failure"})
public record Progress(int queued, int running, int success, int failure) {

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
