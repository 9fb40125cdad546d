package io.querybatch.batches;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to change about a batch that has not stopped; null leaves a thing as it is.
 *
 * @param paused whether nothing new starts; what runs goes on, and so does the time limit
 * @param queryConcurrency most queries running at once, 1 to 50
 * @param timeoutMinutes most minutes from the batch's start, 5 to 60
 * @param description the caller's words
 */
public record BatchChange(Boolean paused, Integer queryConcurrency, Integer timeoutMinutes, String description) {

    /** What is changed, in words for the audit log: the caller's own are not among them. */
    String summary() {
        return Stream.of(
                        text("paused", paused),
                        text("query_concurrency", queryConcurrency),
                        text("timeout_minutes", timeoutMinutes),
                        description == null ? "" : "description")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String text(String name, Object value) {
        return value == null ? "" : name + "=" + value;
    }
}
