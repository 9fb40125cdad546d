package io.querybatch.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.http.FakeRemote.Behaviour;
import io.querybatch.connectors.http.FakeRemote.Request;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.query.QuerySpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A remote service that misbehaves, really, over HTTP. */
class RemoteFailureTest {

    private static final RemoteTable TABLE = RemoteTable.numbers(1000);
    private static final QuerySpec SPEC = RemoteFixture.spec("n");
    private static final List<List<Object>> ALL =
            LongStream.range(0, 1000).mapToObj(n -> List.<Object>of(n)).toList();

    private static void assertTellsNothing(QueryFailure failure) {
        assertThat(failure.description())
                .isNotBlank()
                .doesNotContain("s3cret", RemoteFixture.TOKEN, "http:", "https:", "127.0.0.1", "inner.example");
    }

    static List<Arguments> passing() {
        return List.of(
                arguments("429", Behaviours.error(429, "TOO_MANY_REQUESTS")),
                arguments("500", Behaviours.error(500, "INTERNAL_SERVER_ERROR")),
                arguments("500 without a reason", Behaviours.json(500, "<html>oops")),
                arguments("502", Behaviours.json(502, "")),
                arguments("503", Behaviours.error(503, "SERVICE_UNAVAILABLE")),
                arguments("504", Behaviours.json(504, "gateway")),
                arguments("connection dropped", Behaviours.drop()),
                arguments("body cut in the head", Behaviours.cut(TABLE.body(), 60)),
                arguments("body cut in the rows", Behaviours.cut(TABLE.body(), 2000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passing")
    void whatPassesIsTriedAgainAtEveryStep(String name, Behaviour once) throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(TABLE)) {
            for (String path : List.of(FakeRemote.DATA, FakeRemote.STATUS, FakeRemote.RESULTS)) {
                fixture.remote.next(path, once);
            }
            // The answer to a submission is never cut in its rows: it is not read that far.
            assertThat(fixture.rows(SPEC)).isEqualTo(ALL);
            assertThat(fixture.remote.requests(FakeRemote.RESULTS)).hasSize(2);
            assertThat(fixture.remote.requests(FakeRemote.DATA).stream()
                            .map(Request::body)
                            .distinct())
                    .as("the same submission, so that it joins its earlier try")
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FakeRemote.DATA, FakeRemote.STATUS, FakeRemote.RESULTS})
    void whatDoesNotPassIsGivenUp(String path) {
        try (RemoteFixture fixture = new RemoteFixture(TABLE)) {
            fixture.remote.always(path, Behaviours.error(500, "INTERNAL_SERVER_ERROR"));
            QueryFailure failure = fixture.failure(SPEC);
            assertThat(failure.code()).isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
            assertTellsNothing(failure);
            assertThat(fixture.remote.requests(path)).hasSize(5);
        }
    }

    @Test
    void aBrokenServiceIsNotBuriedUnderRetries() {
        try (RemoteFixture fixture = new RemoteFixture(TABLE)) {
            fixture.remote.always(FakeRemote.DATA, Behaviours.error(503, "SERVICE_UNAVAILABLE"));
            for (int i = 0; i < 100; i++) {
                fixture.failure(SPEC);
            }
            // 100 submissions, 10 retries saved, a tenth more earned, one for every ten seconds of pauses.
            assertThat(fixture.remote.requests().size()).isBetween(110, 135);
        }
    }

    static List<Arguments> lasting() {
        return List.of(
                arguments(Behaviours.error(401, "UNAUTHORIZED"), ErrorCode.QUERY_SOURCE_UNAVAILABLE, "credentials"),
                arguments(Behaviours.error(403, "FORBIDDEN"), ErrorCode.QUERY_SOURCE_UNAVAILABLE, "credentials"),
                arguments(Behaviours.json(401, ""), ErrorCode.QUERY_SOURCE_UNAVAILABLE, "credentials"),
                arguments(Behaviours.error(404, "NOT_FOUND"), ErrorCode.QUERY_SOURCE_ERROR, "404 NOT_FOUND"),
                arguments(Behaviours.error(422, "UNPROCESSABLE_ENTITY"), ErrorCode.QUERY_SOURCE_ERROR, "422"),
                arguments(
                        Behaviours.error(500, "QUERY_ACCOUNT_UNAVAILABLE"),
                        ErrorCode.QUERY_ACCOUNT_UNAVAILABLE,
                        "account"),
                arguments(Behaviours.error(500, "QUERY_FIELD_UNAVAILABLE"), ErrorCode.QUERY_FIELD_UNAVAILABLE, "field"),
                arguments(Behaviours.error(504, "QUERY_TIMEOUT"), ErrorCode.QUERY_TIMEOUT, "failed at the remote"),
                arguments(
                        Behaviours.error(503, "QUERY_SOURCE_UNAVAILABLE"),
                        ErrorCode.QUERY_SOURCE_UNAVAILABLE,
                        "QUERY_SOURCE_UNAVAILABLE"),
                arguments(
                        Behaviours.error(429, "LICENSE_DAILY_QUERY_LIMIT_EXCEEDED"),
                        ErrorCode.QUERY_SOURCE_UNAVAILABLE,
                        "LICENSE_DAILY_QUERY_LIMIT_EXCEEDED"),
                arguments(Behaviours.error(400, "SK_LIVE_1234"), ErrorCode.QUERY_SOURCE_ERROR, "It said 400."),
                arguments(
                        Behaviours.error(200, "QUERY_ACCOUNT_UNAVAILABLE"),
                        ErrorCode.QUERY_ACCOUNT_UNAVAILABLE,
                        "account"),
                arguments(Behaviours.json(200, TABLE.status("FAILURE")), ErrorCode.QUERY_SOURCE_ERROR, "failed"),
                arguments(Behaviours.json(200, TABLE.status("STOPPED")), ErrorCode.QUERY_SOURCE_ERROR, "failed"),
                arguments(Behaviours.json(200, "<html>login</html>"), ErrorCode.QUERY_SOURCE_ERROR, "not JSON"),
                arguments(Behaviours.json(200, ""), ErrorCode.QUERY_SOURCE_ERROR, "not JSON"),
                arguments(Behaviours.json(200, "[1, 2]"), ErrorCode.QUERY_SOURCE_ERROR, "another shape"),
                arguments(Behaviours.json(200, "{\"meta\": 7}"), ErrorCode.QUERY_SOURCE_ERROR, "another shape"),
                arguments(
                        Behaviours.bytes(200, new byte[] {'{', '"', (byte) 0xff, '"'}),
                        ErrorCode.QUERY_SOURCE_ERROR,
                        "not UTF-8"),
                arguments(
                        Behaviours.bytes(200, TABLE.body().getBytes(StandardCharsets.UTF_16)),
                        ErrorCode.QUERY_SOURCE_ERROR,
                        "not UTF-8"),
                arguments(
                        Behaviours.json(200, "{\"meta\":{\"padding\":\"" + "x".repeat(2 << 20) + "\"}}"),
                        ErrorCode.QUERY_RESULT_TOO_LARGE,
                        "1048576 bytes"),
                arguments(
                        Behaviours.header("Location", "https://elsewhere.example/", Behaviours.json(302, "")),
                        ErrorCode.QUERY_SOURCE_UNAVAILABLE,
                        "redirects"),
                arguments(
                        Behaviours.header("Location", "/query/status", Behaviours.json(307, "")),
                        ErrorCode.QUERY_SOURCE_UNAVAILABLE,
                        "redirects"));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void whatWouldComeAgainEndsTheQueryAtOnce(Behaviour always, ErrorCode code, String told) {
        for (String path : List.of(FakeRemote.DATA, FakeRemote.STATUS, FakeRemote.RESULTS)) {
            try (RemoteFixture fixture = new RemoteFixture(TABLE)) {
                fixture.remote.always(path, always);
                QueryFailure failure = fixture.failure(SPEC);
                assertThat(failure.code()).as(path).isEqualTo(code);
                assertThat(failure.description()).contains(told);
                assertTellsNothing(failure);
                assertThat(fixture.remote.requests(path)).hasSize(1);
            }
        }
    }

    static List<Arguments> wrongPages() {
        String head = TABLE.head();
        return List.of(
                arguments("no data", "{\"meta\":{\"status_code\":\"SUCCESS\"}}", "no data"),
                arguments("not finished", TABLE.status("RUNNING"), "no data"),
                arguments("no columns", head.replace("\"id\":\"n\"", "\"id\":\"m\"") + ",[1]]}", "field \"n\""),
                arguments("no place", head.replace("data_column\":0", "data_column\":1") + ",[1]]}", "field \"n\""),
                arguments("data before meta", "{\"data\":[[\"Number\"],[1]],\"meta\":{}}", "field \"n\""),
                arguments("no header", head.replace("[\"Number\"]", "[1]") + "]}", "another shape"),
                arguments("empty header", head.replace("[\"Number\"]", "[]") + "]}", "no columns"),
                arguments("row too short", head + ",[]]}", "another shape"),
                arguments("row too long", head + ",[1,2]]}", "another shape"),
                arguments("row no list", head + ",{\"n\":1}]}", "another shape"),
                arguments("incomplete", head + ",[1]", "not JSON"),
                arguments("text after it", head + ",[1]]} {", "not JSON"),
                arguments("huge number", head + ",[1e999999999]]}", "beyond all measure"),
                arguments("too few rows", head + "]}", "not as many rows"),
                arguments(
                        "too many rows",
                        TABLE.body().replace("\"total_rows\":1001", "\"total_rows\":11"),
                        "not as many rows"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongPages")
    void aPageOfAnotherShapeIsNoResult(String name, String page, String told) {
        try (RemoteFixture fixture = new RemoteFixture(TABLE)) {
            fixture.remote.always(FakeRemote.RESULTS, Behaviours.json(200, page));
            QueryFailure failure = fixture.failure(SPEC);
            assertThat(failure.code()).isEqualTo(ErrorCode.QUERY_SOURCE_ERROR);
            assertThat(failure.description()).contains(told);
        }
    }

    @Test
    void aServiceThatDoesNotPageIsNotRead() {
        try (RemoteFixture fixture = new RemoteFixture(TABLE, 100, 1 << 20, 1000)) {
            fixture.remote.always(FakeRemote.RESULTS, Behaviours.json(200, TABLE.body()));
            assertThat(fixture.failure(SPEC).description()).contains("more rows than were asked for");
        }
    }

    @Test
    void aServiceThatGivesTheSamePageAgainIsFound() {
        try (RemoteFixture fixture = new RemoteFixture(TABLE, 300, 1 << 20, 1000)) {
            fixture.remote.always(FakeRemote.RESULTS, (exchange, request) -> {
                request.parameters().put("offset", "0");
                TABLE.page(exchange, request);
            });
            assertThat(fixture.failure(SPEC).description()).contains("not as many rows");
        }
    }

    @Test
    void aPageWithOtherColumnsIsFound() {
        RemoteTable other =
                new RemoteTable(List.of(new RemoteTable.Column("n", "Other", "int.number.value")), 1000, TABLE.row());
        try (RemoteFixture fixture = new RemoteFixture(TABLE, 300, 1 << 20, 1000)) {
            fixture.remote.next(FakeRemote.RESULTS, TABLE::page, other::page);
            assertThat(fixture.failure(SPEC).description()).contains("different columns");
        }
    }

    @Test
    void aPageThatBreaksOffIsTakenUpWhereItBroke() throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(TABLE)) {
            String body = TABLE.body();
            fixture.remote.next(FakeRemote.RESULTS, Behaviours.cut(body, body.length() / 2));
            assertThat(fixture.rows(SPEC)).isEqualTo(ALL);
            List<Request> pages = fixture.remote.requests(FakeRemote.RESULTS);
            assertThat(pages).hasSize(2);
            assertThat(Integer.parseInt(pages.get(1).parameters().get("offset")))
                    .isBetween(100, 900);
        }
    }

    @Test
    void aPageThatBreaksOffAgainAndAgainGetsOnWhileTheBudgetLasts() throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(TABLE)) {
            String body = TABLE.body();
            for (int i = 0; i < 8; i++) {
                fixture.remote.next(FakeRemote.RESULTS, (exchange, request) -> {
                    RemoteTable rest = new RemoteTable(
                            TABLE.columns(),
                            1000,
                            n -> TABLE.row()
                                    .apply(n
                                            + Integer.parseInt(
                                                    request.parameters().get("offset"))));
                    Behaviours.cut(rest.body(), body.length() / 10).answer(exchange, request);
                });
            }
            assertThat(fixture.rows(SPEC)).isEqualTo(ALL);
            assertThat(fixture.remote.requests(FakeRemote.RESULTS)).hasSize(9);
        }
    }

    @Test
    void aServiceThatFallsSilentIsTriedAgain() throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(TABLE, Duration.ofMillis(700))) {
            fixture.remote.next(FakeRemote.DATA, (exchange, request) -> fixture.remote.hang());
            fixture.remote.next(FakeRemote.RESULTS, Behaviours.stall(fixture.remote, TABLE.body(), 3000));
            assertThat(fixture.rows(SPEC)).isEqualTo(ALL);
            assertThat(fixture.remote.requests(FakeRemote.DATA)).hasSize(2);
            assertThat(fixture.remote.requests(FakeRemote.RESULTS)).hasSize(2);
        }
    }

    @Test
    void aServiceThatIsNotThereIsUnavailable() {
        try (RemoteFixture fixture = new RemoteFixture(TABLE)) {
            fixture.remote.close();
            QueryFailure failure = fixture.failure(SPEC);
            assertThat(failure.code()).isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
            assertTellsNothing(failure);
        }
    }

    @Test
    void retryAfterIsHonoured() throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(TABLE)) {
            Behaviour later = Behaviours.header("Retry-After", "90", Behaviours.error(429, "TOO_MANY_REQUESTS"));
            fixture.remote.next(FakeRemote.DATA, later);
            assertThat(fixture.rows(SPEC)).isEqualTo(ALL);
            assertThat(fixture.ticker.pauses()).contains(Duration.ofSeconds(90));
        }
    }

    @Test
    void retryAfterHoldsOffTheOtherQueriesOfTheDataSourceToo() throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(TABLE)) {
            Behaviour later = Behaviours.header("Retry-After", "90", Behaviours.error(503, "SERVICE_UNAVAILABLE"));
            fixture.remote.next(FakeRemote.DATA, later);
            // The first query is cancelled while it waits; the second has to wait for the rest of the time.
            RunningScan first = fixture.start(SPEC);
            fixture.ticker.duringPause(first::cancel);
            assertThat(catchThrowableOfType(ScanException.class, first::rows)
                            .failure()
                            .code())
                    .isEqualTo(ErrorCode.QUERY_CANCELLED);
            first.close();
            assertThat(fixture.rows(SPEC)).isEqualTo(ALL);
            assertThat(fixture.ticker.pauses()).contains(Duration.ofSeconds(90));
            assertThat(fixture.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(90));
        }
    }

    @Test
    void aRedirectLeadsNowhere() {
        try (RemoteFixture fixture = new RemoteFixture(TABLE);
                FakeRemote elsewhere = new FakeRemote(TABLE)) {
            fixture.remote.always(
                    FakeRemote.STATUS,
                    Behaviours.header("Location", elsewhere.url() + FakeRemote.STATUS, Behaviours.json(308, "")));
            assertThat(fixture.failure(SPEC).description()).contains("redirects");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"301", "86400", "999999999"})
    void aRetryAfterThatIsTooLateEndsTheQuery(String seconds) {
        try (RemoteFixture fixture = new RemoteFixture(TABLE)) {
            fixture.remote.always(
                    FakeRemote.STATUS,
                    Behaviours.header("Retry-After", seconds, Behaviours.error(503, "SERVICE_UNAVAILABLE")));
            QueryFailure failure = fixture.failure(SPEC);
            assertThat(failure.code()).isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
            assertThat(failure.description()).contains("for longer than the query can wait");
            assertThat(fixture.remote.requests(FakeRemote.STATUS)).hasSize(1);
        }
    }

    @Test
    void aQueryThatNeverEndsTimesOut() {
        try (RemoteFixture fixture = new RemoteFixture(TABLE)) {
            fixture.remote.always(FakeRemote.STATUS, Behaviours.json(200, TABLE.status("RUNNING")));
            assertThat(fixture.failure(SPEC).code()).isEqualTo(ErrorCode.QUERY_TIMEOUT);
            // Ten minutes, polled every eight seconds at most.
            assertThat(fixture.remote.requests(FakeRemote.STATUS).size()).isBetween(75, 150);
        }
    }
}
