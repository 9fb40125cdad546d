package io.querybatch.execution;

/**
 * An outcome on its way to the store.
 *
 * @param claim the claim under which the attempt ran
 * @param outcome how it ended
 */
public record Completion(Claim claim, Outcome outcome) {}
