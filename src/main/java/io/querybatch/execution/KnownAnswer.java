package io.querybatch.execution;

import io.querybatch.results.ResultKey;
import java.time.Instant;

/**
 * The latest attempt at a question.
 *
 * @param key whose the result is
 * @param lead number of the query that led its slot
 * @param asOf when the source was asked
 * @param ready whether the result is there, or still to come
 */
public record KnownAnswer(ResultKey key, int lead, Instant asOf, boolean ready) {}
