package io.querybatch.downloads;

import io.querybatch.http.Links;
import io.querybatch.query.BatchId;
import io.querybatch.security.Caller;

/**
 * Somebody reads a whole batch; good for any thread.
 *
 * @param requestId id of the request
 * @param caller who reads
 * @param tenant whose batch it is
 * @param batch what is read
 * @param links of the request
 */
record Download(String requestId, Caller caller, String tenant, BatchId batch, Links links) {}
