package io.querybatch.batches;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

/** How many queries of a batch are in which state; they add up to all of them. */
@JsonbPropertyOrder({"queued", "running", "success", "failure"})
public record Progress(int queued, int running, int success, int failure) {}
