package io.querybatch.embedding;

import io.querybatch.hosts.ForHosts;
import io.querybatch.security.Caller;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Batches from within the application, without HTTP: to be injected. What is asked goes the way of the API, with the same
 * planning, limits, quotas and audit log; only limits on requests a second do not count. Callers are not looked at: they are who
 * the application says, may do what {@link Caller#scopes} says, and see what {@link Caller#rights} says. Batches of other tenants are not found,
 * not even for administrators.
 *
 * <p>Safe for use by many threads. No call is a part of the caller's transaction: what was accepted stays so if that is rolled back.
 */
@ForHosts(since = "0.1")
public interface Batches {

    /**
     * Submits a batch. When this returns it survives a crash and a loss of power.
     *
     * @param json what would be the body of {@code POST /query/batch}
     * @return its id
     * @throws RefusedException with the code and the description that the API would answer
     */
    String submit(Caller caller, String json) throws RefusedException;

    /**
     * Submits a batch once, however often this is called.
     *
     * @param idempotencyKey 1 to 255 visible ASCII characters, what would be the header {@code Idempotency-Key}
     * @throws RefusedException as {@link #submit(Caller, String)}, or if the key came with something else before
     */
    String submit(Caller caller, String json, String idempotencyKey) throws RefusedException;

    /**
     * A batch as it stands.
     *
     * @throws RefusedException if there is no such batch of the tenant
     */
    BatchStatus status(Caller caller, String batchId) throws RefusedException;

    /**
     * Some queries of a batch, in their order.
     *
     * @param offset queries left out at the beginning, from 0
     * @param limit most queries, 1 to 1,000
     * @throws RefusedException if there is no such batch of the tenant
     * @throws IllegalArgumentException if offset or limit cannot be
     */
    List<QueryStatus> queries(Caller caller, String batchId, int offset, int limit) throws RefusedException;

    /**
     * Writes the result of a query, in the format that its batch asked for, as {@code GET /query/results} would answer; every byte
     * of it has been compared with its checksum before the first is written.
     *
     * @param scheduleId its id, see {@link QueryStatus}
     * @param out stays open
     * @throws RefusedException if it is not there, is damaged, or holds accounts that the caller may not see
     * @throws IOException as {@code out} does, or if the results cannot be read on in the middle
     */
    void result(Caller caller, String scheduleId, OutputStream out) throws RefusedException, IOException;

    /**
     * Cancels a batch; one that has stopped stays as it is. When this returns nothing new of it starts, whatever happens.
     *
     * @throws RefusedException if there is no such batch of the tenant
     */
    void cancel(Caller caller, String batchId) throws RefusedException;
}
