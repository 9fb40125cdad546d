package io.querybatch.connectors.http;

import java.net.URI;
import java.time.Duration;

/**
 * How one remote service is spoken to.
 *
 * @param url where its API begins, prefix included, without a slash at the end
 * @param token bearer token; visible ASCII
 * @param dataSource {@code ds_id} of the data source there
 * @param user {@code ds_user} to ask as; empty for none
 * @param requestsPerSecond most requests in a second, over all queries of the data source; may be a fraction
 * @param pollFirst longest pause before the first poll
 * @param pollMost longest pause between polls
 * @param pageRows rows asked for at a time
 * @param pageBytes most bytes of one page
 * @param connectTimeout longest wait for a connection
 * @param requestTimeout longest wait for an answer to begin, and longest silence in the middle of one
 */
record RemoteSettings(
        URI url,
        String token,
        String dataSource,
        String user,
        double requestsPerSecond,
        Duration pollFirst,
        Duration pollMost,
        int pageRows,
        long pageBytes,
        Duration connectTimeout,
        Duration requestTimeout) {

    /** Without the token. */
    @Override
    public String toString() {
        return dataSource + " at " + url;
    }
}
