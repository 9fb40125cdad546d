package io.querybatch.connectors.http;

import io.querybatch.catalog.Key;
import java.util.List;

/** The keys of {@code connection} of another service; {@code docs/reference/catalog.md} is made of them. */
public final class ConnectionFormat {

    public static final List<Key> KEYS = List.of(
            new Key("url", Key.REQUIRED, "where its API begins, prefix included. `https`, but for loopback"),
            new Key(
                    "token",
                    Key.REQUIRED,
                    "`${NAME}`: the environment variable with the bearer token. Never the token itself"),
            new Key("ds_id", "the own `ds_id`", "the data source there"),
            new Key("ds_user", "", "the login to ask as, where a data source has several"),
            new Key("allow_http", "`false`", "`true` sends queries and token unencrypted all the same"),
            new Key(
                    "requests_per_second",
                    "`10`",
                    "over all queries of this source on one server, with bursts of one second; may be a fraction"),
            new Key(
                    "min_poll_interval",
                    "`PT0.5S`",
                    "first pause before asking how a query is; doubles, with jitter, …"),
            new Key("max_poll_interval", "`PT15S`", "… up to this"),
            new Key("page_rows", "`10000`", "rows fetched at a time, 1–100,000"),
            new Key(
                    "page_bytes",
                    "`33554432`",
                    "most bytes of one page; a larger one ends the query as QUERY_RESULT_TOO_LARGE"),
            new Key("connect_timeout", "`PT10S`", "longest wait for a connection"),
            new Key(
                    "request_timeout",
                    "`PT1M`",
                    "longest wait for an answer to begin, and longest silence in the middle of one"));

    private ConnectionFormat() {}
}
