package io.querybatch.batches;

import io.querybatch.http.QueryParameters;
import io.querybatch.query.BatchId;
import java.util.stream.Stream;

/**
 * What a caller wants to know of a batch's queries.
 *
 * @param tenant whose batch it is
 * @param batch about which batch
 * @param state only queries in it; null for all
 * @param since only what has changed since; null for all, in their order
 * @param offset queries to skip
 * @param limit most queries to return
 */
record StatusQuestion(String tenant, BatchId batch, QueryState state, Cursor since, int offset, int limit) {

    private static final String START = "start";
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    static StatusQuestion read(String tenant, BatchId batch, QueryParameters parameters) {
        int offset = parameters.integer("offset", 0, Integer.MAX_VALUE, 0);
        int limit = parameters.integer("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        QueryState state = state(parameters);
        Cursor since = since(parameters);
        if (since != null && offset > 0) {
            parameters.refuse("offset", "has no meaning with since; go on from the cursor of the answer");
        }
        parameters.done();
        return new StatusQuestion(tenant, batch, state, since, offset, limit);
    }

    private static QueryState state(QueryParameters parameters) {
        String text = parameters.text("state");
        QueryState state = Stream.of(QueryState.values())
                .filter(known -> known.name().equals(text))
                .findFirst()
                .orElse(null);
        if (text != null && state == null) {
            parameters.refuse("state", "must be QUEUED, RUNNING, SUCCESS or FAILURE");
        }
        return state;
    }

    private static Cursor since(QueryParameters parameters) {
        String text = parameters.text("since");
        if (text == null || text.equals(START)) {
            return text == null ? null : Cursor.START;
        }
        return Cursor.parse(text).orElseGet(() -> {
            parameters.refuse("since", "must be the cursor of an answer, or start");
            return null;
        });
    }

    /** Whether nothing of the batch is behind the caller's cursor. */
    boolean hasSeen(Mark mark) {
        return since.covers(mark.change());
    }
}
