package io.querybatch.embedding;

import io.querybatch.batches.BatchQuery;
import io.querybatch.batches.QueryState;
import io.querybatch.errors.QueryFailure;
import io.querybatch.hosts.ForHosts;
import io.querybatch.hosts.Internal;

/**
 * A query of a batch as it stands.
 *
 * @param scheduleId its id, by which its result is read
 * @param key the {@code id} that its item was submitted with, or null
 * @param state its state
 * @param rows data rows of its result; null unless it succeeded
 * @param failure why it failed; null unless it did
 */
@ForHosts(since = "0.1")
public record QueryStatus(String scheduleId, String key, QueryState state, Long rows, QueryFailure failure) {

    @Internal
    public QueryStatus {}

    static QueryStatus of(BatchQuery query) {
        return new QueryStatus(
                query.id().toString(),
                query.item().key(),
                query.state(),
                query.end() instanceof BatchQuery.Result result ? result.rows() : null,
                query.end() instanceof BatchQuery.Failure failed ? failed.failure() : null);
    }
}
