package io.querybatch.security;

import static io.querybatch.security.HostileRequest.Table.BATCHES;
import static io.querybatch.security.HostileRequest.Table.BODY;
import static io.querybatch.security.HostileRequest.Table.CHUNKED;
import static io.querybatch.security.HostileRequest.Table.JSON;
import static io.querybatch.security.HostileRequest.Table.NOWHERE;
import static io.querybatch.security.HostileRequest.Table.chunks;
import static io.querybatch.security.HostileRequest.Table.length;
import static io.querybatch.security.HostileRequest.Then.ENDS;
import static io.querybatch.security.HostileRequest.Then.SERVES;
import static io.querybatch.security.HostileRequest.Then.WAITS;

import io.querybatch.security.HostileRequest.Table;
import java.util.List;

/** Requests that say in more than one way where they end, or in none, with another request behind them. */
final class HostileFraming {

    private final Table table;

    private HostileFraming(Table table) {
        this.table = table;
    }

    static void fill(Table table) {
        HostileFraming hostile = new HostileFraming(table);
        hostile.lengths();
        hostile.lengthsAndCodings();
        hostile.codings();
        hostile.bodiesThatNobodyReads();
        hostile.protocols();
        hostile.expectations();
    }

    /** The server refuses it by itself. */
    private void server(String name, String body, String... headers) {
        table.row(name, 400, null, ENDS, table.post(body, headers));
    }

    private void refused(String name, String body, String... headers) {
        table.row(name, 400, "BAD_REQUEST", ENDS, table.post(body, headers));
    }

    private void lengths() {
        String length = length(BODY);
        refused("length twice, the same", BODY, length, length);
        server("length twice, the longer first", BODY, length, "Content-Length: 1");
        server("length twice, the shorter first", BODY, "Content-Length: 1", length);
        for (String other : List.of(
                length.substring(16) + ", " + length.substring(16),
                length.substring(16) + ", 1",
                "-1",
                "+" + length.substring(16),
                "0x10",
                "ten",
                "1.0",
                "1 1",
                "",
                "99999999999999999999")) {
            server("length '" + other + "'", BODY, "Content-Length: " + other);
        }
        for (String large : List.of("2147483648", "9223372036854775807")) {
            table.row("length " + large, 413, "CONTENT_TOO_LARGE", WAITS, table.post("", "Content-Length: " + large));
        }
    }

    private void lengthsAndCodings() {
        String hidden = "0\r\n\r\n" + table.smuggled();
        table.row(
                "length, then chunked; a request hides behind the last chunk",
                400,
                "BAD_REQUEST",
                ENDS,
                table.head(BATCHES, JSON, length(hidden), CHUNKED) + hidden);
        table.row(
                "the same with a token that is no good",
                401,
                "UNAUTHORIZED",
                ENDS,
                table.bare(BATCHES, table.host(), "Authorization: Bearer a.b.c", JSON, length(hidden), CHUNKED)
                        + hidden);
        table.row(
                "the same to the console",
                200,
                null,
                ENDS,
                table.bare("GET /index.html HTTP/1.1", table.host(), length(hidden), CHUNKED) + hidden);
        table.row(
                "the same to the health",
                200,
                null,
                ENDS,
                table.bare("GET /health/live HTTP/1.1", table.host(), length(hidden), CHUNKED) + hidden);
        table.row(
                "length, then chunked, a good body",
                200,
                null,
                ENDS,
                table.post(chunks(BODY), "Content-Length: 3", CHUNKED));
        server("chunked, then length", chunks(BODY), CHUNKED, "Content-Length: 5");
        server(
                "length 0, then a coding that is none",
                chunks(BODY),
                "Content-Length: 0",
                "Transfer-Encoding: xchunked");
    }

    private void codings() {
        for (String coding : List.of(
                "chunked, chunked",
                "chunked, identity",
                "identity, chunked",
                "gzip, chunked",
                "identity",
                "xchunked",
                "chunkedx",
                "chunked;q=1",
                "\"chunked\"",
                "",
                "\r\n chunked",
                "x\r\nTransfer-Encoding: chunked",
                "chunked\r\nTransfer-Encoding: x",
                "chunked\r\nTransfer-Encoding: chunked")) {
            refused("coding '" + coding.replace("\r\n", "|") + "'", chunks(BODY), "Transfer-Encoding: " + coding);
        }
        table.row("coding CHUNKED", 200, null, ENDS, table.post(chunks(BODY), "Transfer-Encoding: CHUNKED"));
        refused("coding in a folded line", chunks(BODY), "X-A: b\r\n Transfer-Encoding: chunked");
        refused("coding with another name", chunks(BODY), "Transfer_Encoding: chunked");
        for (String line : List.of(
                "Transfer-Encoding : chunked",
                "Transfer-Encoding\0: chunked",
                "Transfer-Encoding:\u000bchunked",
                "X-A: b\nTransfer-Encoding: chunked",
                "X-A: b\rTransfer-Encoding: chunked")) {
            server("line '" + line.replaceAll("[^ -~]", "|") + "'", chunks(BODY), line);
        }
    }

    /** A body that is a request, where nobody wants a body. */
    private void bodiesThatNobodyReads() {
        String inside = table.smuggled();
        String length = length(inside);
        table.row("TRACE", 405, "METHOD_NOT_ALLOWED", ENDS, table.head("TRACE /query/batch HTTP/1.1", length) + inside);
        table.row(
                "TRACE, chunked",
                405,
                "METHOD_NOT_ALLOWED",
                ENDS,
                table.head("TRACE /query HTTP/1.1", CHUNKED) + chunks(inside));
        table.row(
                "TRACE of the console",
                405,
                "METHOD_NOT_ALLOWED",
                ENDS,
                table.head("TRACE /index.html HTTP/1.1", length) + inside);
        table.row(
                "TRACE with a bad token",
                401,
                "UNAUTHORIZED",
                ENDS,
                table.bare("TRACE /query/batch HTTP/1.1", table.host(), "Authorization: Bearer a.b.c", length)
                        + inside);
        table.row(
                "CONNECT",
                405,
                "METHOD_NOT_ALLOWED",
                ENDS,
                table.head("CONNECT /query/batch HTTP/1.1", length) + inside);
        table.row("no token", 401, "UNAUTHORIZED", SERVES, table.bare(BATCHES, table.host(), JSON, length) + inside);
        table.row(
                "no such path",
                404,
                "NOT_FOUND",
                SERVES,
                table.head("POST /query/nowhere HTTP/1.1", JSON, length) + inside);
        table.row(
                "no such method",
                405,
                "METHOD_NOT_ALLOWED",
                SERVES,
                table.head("PUT /query/batch HTTP/1.1", JSON, length) + inside);
        table.row(
                "a file", 405, "METHOD_NOT_ALLOWED", SERVES, table.head("POST /index.html HTTP/1.1", length) + inside);
        table.row("dots", 404, "NOT_FOUND", SERVES, table.head("POST /query/../x HTTP/1.1", length) + inside);
        table.row("GET with a body", 415, "UNSUPPORTED_MEDIA_TYPE", SERVES, table.head(NOWHERE, length) + inside);
        table.row(
                "behind 'Connection: close'",
                404,
                "NOT_FOUND",
                ENDS,
                table.head(NOWHERE, "Connection: close") + inside);
        table.row("a path that is none", 400, null, ENDS, table.head("POST /query/%00 HTTP/1.1", length) + inside);
    }

    private void protocols() {
        table.row(
                "chunks that say HTTP/2.0",
                400,
                "BAD_REQUEST",
                ENDS,
                table.post(chunks(BODY), CHUNKED).replaceFirst("1[.]1", "2.0"));
        String[] socket = {
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
        };
        table.row("a web socket", 400, "BAD_REQUEST", ENDS, table.head(NOWHERE, socket) + table.smuggled());
        table.row(
                "HTTP/2 by half",
                400,
                "BAD_REQUEST",
                ENDS,
                table.head(NOWHERE, "Connection: Upgrade", "Upgrade: h2c") + table.smuggled());
        table.row(
                "chunked in HTTP/1.0",
                400,
                "BAD_REQUEST",
                ENDS,
                table.post(chunks(BODY), CHUNKED).replaceFirst("1[.]1", "1.0"));
        table.row("no length", 400, "BAD_REQUEST", ENDS, table.head(BATCHES, JSON));
    }

    private void expectations() {
        String expects = "Expect: 100-continue";
        table.row("waits for leave", 200, null, SERVES, table.head(BATCHES, JSON, expects, length(BODY)) + BODY);
        table.row(
                "expects something else",
                200,
                null,
                SERVES,
                table.head(BATCHES, JSON, "Expect: 200-ok", length(BODY)) + BODY);
        table.row(
                "waits for leave without a token",
                401,
                "UNAUTHORIZED",
                WAITS,
                table.bare(BATCHES, table.host(), JSON, expects, length(BODY)));
        table.row(
                "waits for leave to send too much",
                413,
                "CONTENT_TOO_LARGE",
                WAITS,
                table.head(BATCHES, JSON, expects, "Content-Length: 99999999999"));
    }
}
