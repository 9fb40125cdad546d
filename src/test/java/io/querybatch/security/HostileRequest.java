package io.querybatch.security;

import java.util.ArrayList;
import java.util.List;

/**
 * A request that no decent client would send, and the exact answer that it must get.
 *
 * @param name what is wrong with it
 * @param sent its bytes, one of each character
 * @param status of the answer; 0: the connection ends without one
 * @param code of the envelope; null: the server says nothing but the status, before it asks the application
 * @param then what becomes of the connection
 */
record HostileRequest(String name, String sent, int status, String code, Then then) {

    /** What becomes of a connection. */
    enum Then {
        /** It serves the next request, which begins where this one says that it ends. */
        SERVES,
        /** The server ends it, and serves nothing more of it. */
        ENDS,
        /** The server waits for the rest of the body. */
        WAITS
    }

    /** Makes requests with what a good one has. */
    static final class Table {

        static final String BATCHES = "POST /query/batch?dry_run=true HTTP/1.1";
        static final String NOWHERE = "GET /query/batch/qrb_00000000000000000000 HTTP/1.1";
        static final String JSON = "Content-Type: application/json";
        static final String CHUNKED = "Transfer-Encoding: chunked";
        static final String BODY = """
            {"queries":[{"ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-05-01",\
            "end_date":"2001-05-01","fields":"date,flights"}]}\
            """;

        private final List<HostileRequest> rows = new ArrayList<>();
        private final String host;
        private final String token;
        private final String smuggled;

        /**
         * Makes an empty one.
         *
         * @param smuggled a whole request that must never be served
         */
        Table(String authority, String token, String smuggled) {
            this.host = "Host: " + authority;
            this.token = "Authorization: Bearer " + token;
            this.smuggled = smuggled;
        }

        String host() {
            return host;
        }

        String token() {
            return token;
        }

        String smuggled() {
            return smuggled;
        }

        List<HostileRequest> rows() {
            return rows;
        }

        void row(String name, int status, String code, Then then, String sent) {
            rows.add(new HostileRequest(name, sent, status, code, then));
        }

        /** The head of a request with a host and a good token. */
        String head(String first, String... headers) {
            return bare(first, lines(List.of(host, token), headers));
        }

        /** The head of a request with nothing but this. */
        String bare(String first, String... headers) {
            return String.join("\r\n", lines(List.of(first), headers)) + "\r\n\r\n";
        }

        /** A good body with other framing, and the smuggled request behind it. */
        String post(String body, String... headers) {
            return head(BATCHES, lines(List.of(JSON), headers)) + body + smuggled;
        }

        static String length(String body) {
            return "Content-Length: " + body.length();
        }

        static String chunk(String body) {
            return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
        }

        static String chunks(String body) {
            return chunk(body) + "0\r\n\r\n";
        }

        private static String[] lines(List<String> first, String... more) {
            List<String> all = new ArrayList<>(first);
            all.addAll(List.of(more));
            return all.toArray(String[]::new);
        }
    }
}
