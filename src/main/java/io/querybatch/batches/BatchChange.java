package io.querybatch.batches;

/**
 * What to change about a batch that has not stopped; null leaves a thing as it is.
 *
 * @param paused whether nothing new starts; what runs goes on, and so does the time limit
 * @param queryConcurrency most queries running at once, 1 to 50
 * @param timeoutMinutes most minutes from the batch's start, 5 to 60
 * @param description the caller's words
 */
public record BatchChange(Boolean paused, Integer queryConcurrency, Integer timeoutMinutes, String description) {}
