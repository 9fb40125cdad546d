package io.querybatch.testing.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the integration tests rely on: that the contract finds what is not in the document, and takes what is. */
class ApiContractTest {

    private static final ApiContract CONTRACT = new ApiContract(ApiDocument.read());
    private static final String ID = "q7yKQ0dnl3b6Jwc2b1Y0vGq8r1m0Wm5h";
    private static final String META = "{\"meta\":{\"request_id\":\"" + ID + "\"},";
    private static final String ME =
            META + "\"data\":{\"@type\":\"user\",\"tenant\":\"acme\",\"subject\":\"me\",\"scopes\":[]}}";
    private static final String NOT_FOUND =
            META + "\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"The requested resource was not found.\"}}";

    private static List<String> problems(String method, String path, int status, String body, String... headers) {
        return problems(method, path, null, status, body, headers);
    }

    private static List<String> problems(
            String method, String path, String question, int status, String body, String... headers) {
        Map<String, List<String>> all = new LinkedHashMap<>(Map.of(
                "X-Request-Id", List.of(ID),
                "Cache-Control", List.of("no-store"),
                "Content-Type", List.of("application/json;charset=UTF-8")));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1] == null ? List.of() : List.of(headers[i + 1]));
        }
        String[] parts = path.split("\\?", 2);
        return CONTRACT.problems(new Exchange(
                method,
                parts[0],
                parts.length == 1 ? null : parts[1],
                HttpHeaders.of(Map.of("Content-Type", List.of("application/json")), (name, value) -> true),
                question,
                status,
                HttpHeaders.of(all, (name, value) -> true),
                body));
    }

    @Test
    void takesWhatTheDocumentHas() {
        assertThat(problems("GET", "/me", 200, ME)).isEmpty();
        assertThat(problems("GET", "/enterprise/v2/me?pretty=1", 200, ME)).isEmpty();
        assertThat(problems("HEAD", "/me", 200, "")).isEmpty();
        assertThat(problems("GET", "/query/batch/nonsense", 404, NOT_FOUND)).isEmpty();
        assertThat(problems("GET", "/nowhere", 404, NOT_FOUND)).isEmpty();
        assertThat(problems("GET", "/index.html", 200, "<html>", "Content-Type", "text/html"))
                .isEmpty();
    }

    @Test
    void findsAnEndpointOrAStatusThatIsNotThere() {
        assertThat(problems("GET", "/query/news", 200, ME)).containsExactly("there is no such operation");
        assertThat(problems("PUT", "/me", 200, ME)).containsExactly("there is no such operation");
        assertThat(problems("GET", "/v2/openapi", 200, ME)).containsExactly("there is no such operation");
        assertThat(problems("GET", "/me", 202, ME)).containsExactly("GET /me has no answer 202");
        assertThat(problems("GET", "/me", 409, NOT_FOUND)).containsExactly("GET /me has no answer 409");
    }

    @Test
    void findsAMediaTypeThatIsNotThere() {
        assertThat(problems("GET", "/me", 200, "me", "Content-Type", "text/plain"))
                .containsExactly("GET /me 200 has no media type text/plain");
        assertThat(problems("GET", "/me", 200, "me", "Content-Type", null)).hasSize(1);
    }

    @Test
    void findsABodyOfAnotherMake() {
        assertThat(problems("GET", "/me", 200, ME.replace("\"acme\"", "7")))
                .singleElement()
                .asString()
                .startsWith("/data/tenant: ");
        assertThat(problems("GET", "/me", 200, ME.replace("\"subject\":\"me\",", "")))
                .singleElement()
                .asString()
                .contains("subject");
        assertThat(problems("GET", "/me", 200, "nonsense"))
                .singleElement()
                .asString()
                .startsWith("not JSON");
        assertThat(problems("GET", "/query/batch/nonsense", 404, NOT_FOUND.replace("NOT_FOUND", "CONFLICT_ERROR")))
                .singleElement()
                .asString()
                .startsWith("/error/code: ");
        assertThat(problems("GET", "/nowhere", 404, META + "\"error\":\"none\"}"))
                .isNotEmpty();
    }

    @Test
    void findsAMemberThatTheDocumentLacksAtEveryDepth() {
        assertThat(problems("GET", "/me", 200, ME.replace("\"tenant\"", "\"age\":7,\"tenant\"")))
                .singleElement()
                .asString()
                .contains("age");
        assertThat(problems("GET", "/me", 200, ME.replace("\"request_id\"", "\"took\":7,\"request_id\"")))
                .singleElement()
                .asString()
                .contains("took");
        assertThat(problems(
                        "GET", "/query/batch/nonsense", 404, NOT_FOUND.replace("\"code\"", "\"hint\":\"\",\"code\"")))
                .isNotEmpty();
    }

    @Test
    void findsAHeaderThatIsMissingOrWrongOrNotInTheDocument() {
        assertThat(problems("GET", "/me", 200, ME, "X-Request-Id", null))
                .containsExactly("header X-Request-Id is missing");
        assertThat(problems("GET", "/me", 200, ME, "Cache-Control", "public"))
                .singleElement()
                .asString()
                .startsWith("header Cache-Control: ");
        assertThat(problems("GET", "/me", 200, ME, "ETag", "\"1\""))
                .containsExactly("header ETag is not in the document");
    }

    @Test
    void findsAParameterOrABodyThatWasAcceptedAndIsNotInTheDocument() {
        String batch = problemsOf("{\"queries\":[],\"colour\":\"red\"}");
        assertThat(batch).contains("the request, which was accepted: ", "colour", "/queries: ");
        assertThat(problems("GET", "/me?verbose=1", 200, ME))
                .containsExactly("query parameter verbose is not in the document");
    }

    private static String problemsOf(String question) {
        return String.join("\n", problems("PATCH", "/query/batch/qrb_00000000000000000000", question, 200, null))
                + String.join("\n", problems("POST", "/query/batch", question, 200, null));
    }

    @Test
    void looksAtEachLineOfAFeed() {
        String end = "{\"meta\":{\"request_id\":\"" + ID
                + "\",\"complete\":true,\"cursor\":\"1.0.1\",\"status_code\":\"STOPPED\","
                + "\"progress\":{\"queued\":0,\"running\":0,\"success\":0,\"failure\":0}}}\n";
        String[] headers = {"Content-Type", "application/x-ndjson", "Vary", "Accept"};
        String path = "/query/batch/qrb_00000000000000000000/results";
        assertThat(problems("GET", path, 200, " " + end, headers)).isEmpty();
        assertThat(problems("GET", path, 200, end + end.replace("true", "1"), headers))
                .isNotEmpty();
    }

    @Test
    void looksAtEachEvent() {
        String event =
                "id: 1.0.1\nevent: progress\ndata: {\"status_code\":\"RUNNING\",\"outcome\":null,\"paused\":false,"
                        + "\"progress\":{\"queued\":0,\"running\":0,\"success\":0,\"failure\":0}}\n\n";
        String[] headers = {"Content-Type", "text/event-stream", "X-Accel-Buffering", "no"};
        String path = "/query/batch/qrb_00000000000000000000/events";
        assertThat(problems("GET", path, 200, ":\nretry: 2000\n\n" + event + event, headers))
                .isEmpty();
        assertThat(problems("GET", path, 200, event + event.replace("RUNNING", "ASLEEP"), headers))
                .hasSize(1);
        assertThat(problems("GET", path, 200, event.replace("progress\n", "news\n"), headers))
                .hasSize(1);
    }

    @Test
    void saysWhichExchangeItIs() {
        Exchange exchange = new Exchange(
                "GET",
                Exchange.path(URI.create("http://host/reports/"), URI.create("http://host/reports/v2/me?x=1")),
                "x=1",
                HttpHeaders.of(Map.of(), (name, value) -> true),
                null,
                204,
                HttpHeaders.of(Map.of(), (name, value) -> true),
                "");
        assertThatThrownBy(() -> CONTRACT.check(exchange))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /v2/me?x=1 → 204")
                .hasMessageContaining("GET /me has no answer 204");
    }
}
