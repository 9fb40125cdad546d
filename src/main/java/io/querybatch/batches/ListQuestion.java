package io.querybatch.batches;

import io.querybatch.http.QueryParameters;
import io.querybatch.security.Reach;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.stream.Stream;

/**
 * Which batches a caller wants to see.
 *
 * @param reach whose
 * @param state only those in it; null for all
 * @param since only those submitted then or later
 * @param before only those submitted before the one of that sequence number
 * @param limit most batches to return
 */
public record ListQuestion(Reach reach, BatchState state, Instant since, long before, int limit) {

    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    static ListQuestion read(Reach reach, QueryParameters parameters) {
        ListQuestion question = new ListQuestion(
                reach,
                state(parameters),
                since(parameters),
                parameters.cursor(),
                parameters.integer("limit", 1, MAX_PAGE, DEFAULT_PAGE));
        parameters.done();
        return question;
    }

    private static BatchState state(QueryParameters parameters) {
        String text = parameters.text("state");
        BatchState state = Stream.of(BatchState.values())
                .filter(known -> known.name().equals(text))
                .findFirst()
                .orElse(null);
        if (text != null && state == null) {
            parameters.refuse("state", "must be QUEUED, RUNNING or STOPPED");
        }
        return state;
    }

    private static Instant since(QueryParameters parameters) {
        String text = parameters.text("since");
        if (text == null) {
            return Instant.EPOCH;
        }
        try {
            // In a URL a plus sign that is not escaped is a blank.
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeParseException e) {
            parameters.refuse("since", "must be a time such as 2026-01-31T12:00:00Z");
            return Instant.EPOCH;
        }
    }
}
