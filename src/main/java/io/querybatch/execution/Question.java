package io.querybatch.execution;

import java.time.Instant;

/**
 * What a query asks, for comparing it with what others ask.
 *
 * @param key the same for all queries with the same answer
 * @param acceptsFrom the source must have been asked then or later
 */
public record Question(String key, Instant acceptsFrom) {

    /** The same question, content with an answer that old as well. */
    public Question acceptingFrom(Instant time) {
        return time.isBefore(acceptsFrom) ? new Question(key, time) : this;
    }
}
