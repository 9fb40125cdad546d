package io.querybatch.security;

import static io.querybatch.security.HostileRequest.Table.BATCHES;
import static io.querybatch.security.HostileRequest.Table.BODY;
import static io.querybatch.security.HostileRequest.Table.JSON;
import static io.querybatch.security.HostileRequest.Table.NOWHERE;
import static io.querybatch.security.HostileRequest.Table.length;
import static io.querybatch.security.HostileRequest.Then.ENDS;
import static io.querybatch.security.HostileRequest.Then.SERVES;

import io.querybatch.security.HostileRequest.Table;
import java.util.List;
import java.util.stream.IntStream;

/** Requests with heads that are too long, say things twice, or are none. */
final class HostileHeads {

    private static final String BATCH = "/query/batch/qrb_00000000000000000000";

    private final Table table;

    private HostileHeads(Table table) {
        this.table = table;
    }

    static void fill(Table table) {
        HostileHeads hostile = new HostileHeads(table);
        hostile.credentials();
        hostile.hosts();
        hostile.sizes();
        hostile.requestLines();
        hostile.targets();
        hostile.lines();
    }

    private void served(String name, String... headers) {
        table.row(name, 404, "NOT_FOUND", SERVES, table.head(NOWHERE, headers));
    }

    /** The server refuses it by itself. */
    private void server(String name, String sent) {
        table.row(name, 400, null, ENDS, sent + table.smuggled());
    }

    private void unauthorized(String name, String... credentials) {
        String[] headers = new String[credentials.length + 1];
        headers[0] = table.host();
        System.arraycopy(credentials, 0, headers, 1, credentials.length);
        table.row(name, 401, "UNAUTHORIZED", SERVES, table.bare(NOWHERE, headers));
    }

    private void credentials() {
        String good = table.token();
        unauthorized("a token of 9 KB", "Authorization: Bearer " + "a".repeat(9_000));
        unauthorized("a token of 60 KB", "Authorization: Bearer " + "a".repeat(60_000));
        server("a token of 66 KB", table.bare(NOWHERE, table.host(), "Authorization: Bearer " + "a".repeat(66_000)));
        server("a token of 1 MB", table.bare(NOWHERE, table.host(), "Authorization: Bearer " + "a".repeat(1_000_000)));
        unauthorized("a token twice", good, good);
        unauthorized("a good and a bad token", good, "Authorization: Bearer a.b.c");
        unauthorized("a bad and a good token", "Authorization: Bearer a.b.c", good);
        unauthorized("a token and nothing", good, "Authorization:");
        unauthorized("a token and a password", good, "Authorization: Basic YTpi");
        unauthorized("a password and a token", "Authorization: Basic YTpi", good);
        unauthorized("no credentials in their header", "Authorization:");
        server("NUL in a token", table.bare(NOWHERE, table.host(), good.replace(".", ".\0")));
        server("NUL behind a token", table.bare(NOWHERE, table.host(), good + "\0"));
        server("a blank before the colon of a token", table.bare(NOWHERE, table.host(), good.replace(":", " :")));
        table.row(
                "a token in a folded line, which is a blank",
                404,
                "NOT_FOUND",
                SERVES,
                table.bare(NOWHERE, table.host(), good.replace("Bearer ", "Bearer\r\n ")));
    }

    private void hosts() {
        server("no host", table.bare(NOWHERE, table.token()));
        for (String host : List.of(
                "a b",
                "a/b",
                "user@a",
                "a:b",
                "a, b",
                "<script>",
                "[::1",
                "a\r\nHost: a",
                "a\r\nHost: attacker.example")) {
            table.row(
                    "host '" + host.replace("\r\n", "|") + "'",
                    400,
                    "BAD_REQUEST",
                    ENDS,
                    table.bare(NOWHERE, "Host: " + host, table.token()) + table.smuggled());
        }
        table.row(
                "a host of nobody's",
                404,
                "NOT_FOUND",
                SERVES,
                table.bare(NOWHERE, "Host: attacker.example", table.token()));
        table.row(
                "a host of nobody's in the address",
                404,
                "NOT_FOUND",
                SERVES,
                table.head("GET http://attacker.example" + BATCH + " HTTP/1.1"));
    }

    private void sizes() {
        served("a header of 60 KB", "X-A: " + "a".repeat(60_000));
        server("a header of 66 KB", table.head(NOWHERE, "X-A: " + "a".repeat(66_000)));
        table.row(
                "an address of 60 KB",
                404,
                "NOT_FOUND",
                SERVES,
                table.head("GET /query/batch/" + "a".repeat(60_000) + " HTTP/1.1"));
        server("an address of 66 KB", table.head("GET /query/batch/" + "a".repeat(66_000) + " HTTP/1.1"));
        server("an address of 1 MB", table.head("GET /query/batch?a=" + "a".repeat(1_000_000) + " HTTP/1.1"));
        table.row(
                "a method of 60 KB",
                405,
                "METHOD_NOT_ALLOWED",
                SERVES,
                table.head("A".repeat(60_000) + " " + BATCH + " HTTP/1.1"));
        server("a method of 1 MB", table.head("A".repeat(1_000_000) + " " + BATCH + " HTTP/1.1"));
        served("95 headers", many(95));
        server("200 headers", table.head(NOWHERE, many(200)));
        table.row(
                "500 parameters",
                400,
                "BAD_REQUEST",
                ENDS,
                table.head("GET /query/batch?" + parameters(500) + " HTTP/1.1"));
    }

    private static String[] many(int count) {
        return IntStream.range(0, count).mapToObj(i -> "X-" + i + ": a").toArray(String[]::new);
    }

    private static String parameters(int count) {
        return String.join(
                "&", IntStream.range(0, count).mapToObj(i -> "a" + i + "=1").toList());
    }

    private void requestLines() {
        for (String version : List.of("HTTP/1.2", "HTTP/11.1", "HTTP/1", "http/1.1", "HTTP/1.1 x", "XTTP/1.1")) {
            table.row(
                    "version " + version,
                    505,
                    null,
                    ENDS,
                    table.head("GET " + BATCH + " " + version) + table.smuggled());
        }
        for (String version : List.of("HTTP/1.0", "HTTP/0.9")) {
            table.row(
                    "version " + version,
                    404,
                    "NOT_FOUND",
                    ENDS,
                    table.head("GET " + BATCH + " " + version) + table.smuggled());
        }
        for (String line : List.of(
                " GET " + BATCH + " HTTP/1.1", "GET " + BATCH + " x HTTP/1.1", "GET " + BATCH + "\rx HTTP/1.1")) {
            table.row("line '" + line.replace('\r', '|') + "'", 505, null, ENDS, table.head(line) + table.smuggled());
        }
        for (String line : List.of("GET\t" + BATCH + "\tHTTP/1.1", "GET  " + BATCH + "  HTTP/1.1")) {
            table.row("line '" + line.replace('\t', '|') + "'", 404, "NOT_FOUND", SERVES, table.head(line));
        }
        table.row("an empty line before", 405, "METHOD_NOT_ALLOWED", SERVES, "\r\n" + table.head(NOWHERE));
        table.row("NUL in the method", 405, "METHOD_NOT_ALLOWED", SERVES, table.head("G\0ET " + BATCH + " HTTP/1.1"));
    }

    private void targets() {
        for (String target : List.of("file:///etc/passwd", "attacker.example:80", "query/batch", "/\0" + BATCH)) {
            // Where it ends is clear, so that what is behind it may be served.
            table.row(
                    "target " + target.replace('\0', '|'), 400, null, ENDS, table.head("GET " + target + " HTTP/1.1"));
        }
        table.row("target * of OPTIONS", 405, "METHOD_NOT_ALLOWED", SERVES, table.head("OPTIONS * HTTP/1.1"));
        table.row("target * of GET", 404, "NOT_FOUND", SERVES, table.head("GET * HTTP/1.1"));
        for (String query : List.of(
                "limit=%zz", "limit=%00", "a=\1", "a=<{|}>\"^`", "a=\u00ff", "a=%ff%fe", "a=%0d%0aX-Injected:%201")) {
            table.row(
                    "query " + query.replace('\1', '|'),
                    400,
                    "BAD_REQUEST",
                    ENDS,
                    table.head("GET /query/batch?" + query + " HTTP/1.1"));
        }
    }

    private void lines() {
        server("lines of LF", table.head(NOWHERE).replace("\r\n", "\n"));
        server("lines of LF and a body", table.head(BATCHES, JSON, length(BODY)).replace("\r\n", "\n") + BODY);
        served("a folded line", "X-A: a\r\n b");
        served("a line without a colon, the last", "X-A");
        served("a line without a name", ": a");
        for (String line : List.of(
                "X-A : a",
                "X-A\t: a",
                "X-A: a\0b",
                "X\0A: a",
                "X-A: a\rb",
                "X-A: a\nX-B: b",
                "X-A: \u0007",
                "X-A: a\u007f",
                "X-A: \u00ff",
                "X\u00ff: a",
                "X\1A: a",
                "X(A): a",
                "X/A: a",
                "\"X\": a",
                "Cookie: =;=;\"\1=\\")) {
            server("line '" + line.replaceAll("[^ -~]", "|") + "'", table.head(NOWHERE, line));
        }
    }
}
