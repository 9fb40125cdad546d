package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.ServerUnderTest;
import io.querybatch.testing.Tokens;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.assertj.core.api.SoftAssertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every error is the contract's envelope, whoever raised it: a table of bad requests against the real server. */
@Tag("h2")
@ExtendWith(ArquillianExtension.class)
class EnvelopeIT {

    private static final String GOOD_ITEM =
            "{\"ds_id\":\"FLIGHTS\",\"ds_accounts\":\"ORD\",\"start_date\":\"2001-01-01\",\"end_date\":\"2001-01-02\",\"fields\":\"date,flights\"}";
    private static final String NOWHERE = "qrb_00000000000000000000";
    private static final String PLAIN = "Bearer realm=\"querybatch\"";
    private static final String INVALID = "Bearer realm=\"querybatch\", error=\"invalid_token\"";

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    /** A request, and what must be answered. {@code description} and {@code header} may be null: then they must be absent or do not matter. */
    private record Case(
            String name,
            String token,
            UnaryOperator<HttpRequest.Builder> request,
            String path,
            int status,
            String code,
            String description,
            String header,
            String headerValue) {

        static Case of(String name, String path, UnaryOperator<HttpRequest.Builder> request, int status, String code) {
            return new Case(name, good(), request, path, status, code, null, null, null);
        }

        Case token(String other) {
            return new Case(name, other, request, path, status, code, description, header, headerValue);
        }

        Case says(String text) {
            return new Case(name, token, request, path, status, code, text, header, headerValue);
        }

        Case with(String name2, String value) {
            return new Case(name, token, request, path, status, code, description, name2, value);
        }
    }

    private static String good() {
        return ServerUnderTest.tokens().token().sign();
    }

    private static UnaryOperator<HttpRequest.Builder> get() {
        return HttpRequest.Builder::GET;
    }

    private static UnaryOperator<HttpRequest.Builder> method(String name) {
        return request -> request.method(name, BodyPublishers.noBody());
    }

    private static UnaryOperator<HttpRequest.Builder> post(String body) {
        return post(body, "application/json");
    }

    private static UnaryOperator<HttpRequest.Builder> post(String body, String type) {
        return request ->
                request.header("Content-Type", type).POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }

    private static UnaryOperator<HttpRequest.Builder> postBytes(byte[] body) {
        return request -> request.header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body));
    }

    @Test
    void refusesWithTheExactEnvelope() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(tokens());
        cases.addAll(paths());
        cases.addAll(parameters());
        cases.addAll(json());
        cases.addAll(shapes());
        cases.addAll(meanings());
        assertThat(cases).hasSizeGreaterThanOrEqualTo(60);
        SoftAssertions softly = new SoftAssertions();
        cases.forEach(oneCase -> check(oneCase, softly));
        softly.assertAll();
    }

    /** Open Liberty looks at tokens only where there is something. */
    @Test
    @Tag("not-liberty")
    void refusesABadTokenOutsideTheApi() {
        SoftAssertions softly = new SoftAssertions();
        check(
                Case.of("bad token outside the API", "nowhere", get(), 401, "UNAUTHORIZED")
                        .token("garbage")
                        .with("WWW-Authenticate", INVALID),
                softly);
        softly.assertAll();
    }

    private void check(Case expected, SoftAssertions softly) {
        Api api = new Api(URI.create(url.toString()), expected.token());
        Answer answer = api.send(expected.request().apply(api.request(expected.path())));
        String as = expected.name();
        softly.assertThat(answer.status()).as(as + ": " + answer.body()).isEqualTo(expected.status());
        softly.assertThat(answer.header("Content-Type")).as(as).isEqualTo("application/json");
        JsonObject body;
        try {
            body = answer.json();
        } catch (RuntimeException e) {
            softly.fail(as + ": no JSON: " + answer.body());
            return;
        }
        softly.assertThat(body.keySet()).as(as).containsExactlyInAnyOrder("meta", "error");
        JsonObject meta = body.getJsonObject("meta");
        softly.assertThat(meta.keySet()).as(as).containsExactly("request_id");
        softly.assertThat(meta.getString("request_id")).as(as).matches("[A-Za-z0-9_-]{32}");
        softly.assertThat(answer.header("X-Request-Id")).as(as).isEqualTo(meta.getString("request_id"));
        JsonObject error = body.getJsonObject("error");
        softly.assertThat(Set.of("code", "message", "description")).as(as).containsAll(error.keySet());
        softly.assertThat(error.getString("code")).as(as).isEqualTo(expected.code());
        softly.assertThat(error.getString("message")).as(as).isNotBlank().hasSizeLessThanOrEqualTo(255);
        if (expected.description() != null) {
            softly.assertThat(error.getString("description", "")).as(as).isEqualTo(expected.description());
        }
        if (expected.header() != null) {
            // Between the methods of Allow some servers have blanks.
            softly.assertThat(unspaced(answer.header(expected.header())))
                    .as(as)
                    .isEqualTo(unspaced(expected.headerValue()));
        }
    }

    private static String unspaced(String list) {
        return list == null ? null : list.replace(", ", ",");
    }

    private static List<Case> tokens() {
        Tokens tokens = ServerUnderTest.tokens();
        long now = Instant.now().getEpochSecond();
        List<Case> cases = new ArrayList<>();
        cases.add(unauthorized("no token", null, PLAIN));
        cases.add(unauthorized("garbage", "garbage", INVALID));
        cases.add(unauthorized("three dots", "a.b.c", INVALID));
        cases.add(unauthorized("foreign key", Tokens.fresh().token().sign(), INVALID));
        cases.add(unauthorized("foreign RSA key", Tokens.freshRsa().token().sign(), INVALID));
        cases.add(unauthorized("expired beyond the skew", expired(45), INVALID));
        cases.add(unauthorized("expired", expired(3600), INVALID));
        cases.add(unauthorized(
                "not yet valid", tokens.token().claim("nbf", now + 3600).sign(), INVALID));
        cases.add(unauthorized("no expiry", tokens.token().without("exp").sign(), INVALID));
        cases.add(unauthorized(
                "wrong issuer", tokens.token().claim("iss", "somebody").sign(), INVALID));
        cases.add(unauthorized("no issuer", tokens.token().without("iss").sign(), INVALID));
        cases.add(unauthorized(
                "wrong audience", tokens.token().claim("aud", "another").sign(), INVALID));
        cases.add(unauthorized("no audience", tokens.token().without("aud").sign(), INVALID));
        cases.add(unauthorized("alg none", tokens.token().unsigned(), INVALID));
        cases.add(unauthorized("alg HS256", tokens.token().signedWithSecret(tokens.publicKeyPem()), INVALID));
        cases.add(unauthorized("cut signature", cut(good()), INVALID));
        cases.add(unauthorized(
                "unreadable rights",
                tokens.token().claim("ds_access", "everything").sign(),
                INVALID));
        cases.add(unauthorized(
                "rights of the wrong form",
                tokens.token()
                        .claim(
                                "ds_access",
                                Json.createObjectBuilder().add("FLIGHTS", "ORD").build())
                        .sign(),
                INVALID));
        cases.add(Case.of("wrong scope", "query/batch", post("{}"), 403, "FORBIDDEN")
                .token(tokens.token().claim("scope", "ds_accounts_read").sign())
                .with("WWW-Authenticate", PLAIN + ", error=\"insufficient_scope\", scope=\"ds_queries_run\""));
        cases.add(Case.of("no scope", "v2/query/batch/" + NOWHERE, get(), 403, "FORBIDDEN")
                .token(tokens.token().without("scope").sign())
                .says("It needs the scope ds_queries_run."));
        return cases;
    }

    /** Issued well before it expired: servers refuse a token that expired before it was issued, whatever the time is. */
    private static String expired(long secondsAgo) {
        long end = Instant.now().getEpochSecond() - secondsAgo;
        return ServerUnderTest.tokens()
                .token()
                .claim("iat", end - 3600)
                .claim("exp", end)
                .sign();
    }

    private static Case unauthorized(String name, String token, String challenge) {
        return Case.of(name, "query/batch/" + NOWHERE, get(), 401, "UNAUTHORIZED")
                .token(token)
                .with("WWW-Authenticate", challenge);
    }

    private static String cut(String token) {
        return token.substring(0, token.length() - 4);
    }

    private static List<Case> paths() {
        return List.of(
                Case.of("unknown path", "nowhere", get(), 404, "NOT_FOUND"),
                Case.of("unknown path without a token", "nowhere/at/all", get(), 404, "NOT_FOUND")
                        .token(null),
                Case.of("unknown path in the API", "query/nothing", get(), 404, "NOT_FOUND"),
                Case.of("unknown path below /v2", "v2/nothing", get(), 404, "NOT_FOUND"),
                Case.of("unknown path in /v2", "v2/query/nothing", get(), 404, "NOT_FOUND"),
                Case.of("unknown path in /enterprise/v2", "enterprise/v2/query/nothing", get(), 404, "NOT_FOUND"),
                Case.of("wrong prefix", "enterprise/query/batch", get(), 404, "NOT_FOUND"),
                Case.of("a path of the API spelled otherwise", "%71uery/batch/" + NOWHERE, get(), 404, "NOT_FOUND"),
                Case.of("a prefix spelled otherwise", "v%32/query/batch/" + NOWHERE, get(), 404, "NOT_FOUND"),
                Case.of("a path of the API with a parameter", "query;a=b/batch/" + NOWHERE, get(), 404, "NOT_FOUND"),
                Case.of("the error page itself", "__error", get(), 404, "NOT_FOUND"),
                Case.of("WEB-INF", "WEB-INF/web.xml", get(), 404, "NOT_FOUND"),
                Case.of("no such batch", "query/batch/" + NOWHERE, get(), 404, "NOT_FOUND")
                        .says("There is no such batch."),
                Case.of("no batch id", "query/batch/1", get(), 404, "NOT_FOUND"),
                Case.of("status of no batch", "v2/query/batch/" + NOWHERE + "/status", get(), 404, "NOT_FOUND"),
                Case.of("cancel of no batch", "query/batch/" + NOWHERE, method("DELETE"), 404, "NOT_FOUND"),
                Case.of("an id with SQL in it", "query/batch/qrb_'%20or%201=1--", get(), 404, "NOT_FOUND"),
                Case.of(
                        "results of no query",
                        "query/results?schedule_id=" + NOWHERE + "_query_1",
                        get(),
                        404,
                        "QUERY_RESULTS_UNAVAILABLE"),
                Case.of(
                        "results of an odd id",
                        "query/results?schedule_id=..%2F..%2Fetc",
                        get(),
                        404,
                        "QUERY_RESULTS_UNAVAILABLE"),
                Case.of("PUT to the collection", "query/batch", method("PUT"), 405, "METHOD_NOT_ALLOWED"),
                Case.of("GET of a retry", "query/batch/" + NOWHERE + "/retry", get(), 405, "METHOD_NOT_ALLOWED")
                        .with("Allow", "POST,OPTIONS"),
                Case.of(
                        "POST to a status",
                        "query/batch/" + NOWHERE + "/status",
                        post("{}"),
                        405,
                        "METHOD_NOT_ALLOWED"),
                Case.of("POST to the console", "index.html", post("{}"), 405, "METHOD_NOT_ALLOWED"),
                Case.of(
                        "an accepted type that is not made",
                        "query/batch/" + NOWHERE,
                        request -> request.header("Accept", "image/png").GET(),
                        406,
                        "NOT_ACCEPTABLE"),
                Case.of(
                        "no media type",
                        "query/batch",
                        request -> request.POST(BodyPublishers.ofString("{}")),
                        415,
                        "UNSUPPORTED_MEDIA_TYPE"),
                Case.of("text", "query/batch", post("{}", "text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE"),
                Case.of("XML", "query/batch", post("<a/>", "application/xml"), 415, "UNSUPPORTED_MEDIA_TYPE"),
                Case.of("an odd media type", "query/batch", post("{}", "%%%"), 400, "BAD_REQUEST"));
    }

    private static List<Case> parameters() {
        String status = "query/batch/" + NOWHERE + "/status";
        String range = "query parameter \"limit\": must be a whole number from 1 to 1000";
        return List.of(
                bad("limit of 0", status + "?limit=0", range),
                bad("limit of 1001", status + "?limit=1001", range),
                bad("limit of letters", status + "?limit=ten", range),
                bad("limit twice", status + "?limit=1&limit=2", "query parameter \"limit\": must be given once"),
                bad(
                        "negative offset",
                        status + "?offset=-1",
                        "query parameter \"offset\": must be a whole number from 0 to 2147483647"),
                bad(
                        "huge offset",
                        status + "?offset=99999999999",
                        "query parameter \"offset\": must be a whole number from 0 to 2147483647"),
                bad(
                        "unknown parameter",
                        status + "?ofset=1",
                        "query parameter \"ofset\": unknown; known are limit, offset, since, state"),
                bad(
                        "two wrong parameters",
                        status + "?limit=0&page=2",
                        range + "\nquery parameter \"page\": unknown; known are limit, offset, since, state"),
                bad("no schedule_id", "query/results", "query parameter \"schedule_id\": is required"),
                bad(
                        "a parameter where there are none",
                        "query/batch/" + NOWHERE + "?full=true",
                        "query parameter \"full\": unknown; there are none"));
    }

    private static Case bad(String name, String path, String description) {
        return Case.of(name, path, get(), 400, "BAD_REQUEST").says(description);
    }

    private static Case body(String name, String body) {
        return Case.of(name, "query/batch", post(body), 400, "BAD_REQUEST");
    }

    private static List<Case> json() {
        byte[] latin1 = "{\"description\":\"\u00e9\",\"queries\":[]}".getBytes(StandardCharsets.ISO_8859_1);
        String tooLong = "{\"description\":\"" + "x".repeat((int) ServerUnderTest.bodyLimit()) + "\"}";
        byte[] tooLongBytes = tooLong.getBytes(StandardCharsets.UTF_8);
        return List.of(
                body("no body", "").says("the body is empty; it must be a JSON object"),
                body("null", "null").says("the body must be a JSON object (line 1, column 5)"),
                body("an array", "[]"),
                body("a word", "hello"),
                body("cut off", "{\"queries\":["),
                body("single quotes", "{'queries':[]}"),
                body("trailing comma", "{\"queries\":[],}"),
                body("trailing text", "{\"queries\":[" + GOOD_ITEM + "]} x"),
                body("two objects", "{\"queries\":[" + GOOD_ITEM + "]}{}"),
                body("a comment", "{/* */\"queries\":[]}"),
                body("duplicate names", "{\"timeout_minutes\":5,\"timeout_minutes\":6}"),
                body("duplicate names in an item", "{\"queries\":[{\"ds_id\":\"A\",\"ds_id\":\"B\"}]}"),
                body("half a surrogate pair", "{\"description\":\"\\ud800\"}"),
                body("too deep", "{\"x\":" + "[".repeat(70) + "]".repeat(70) + "}"),
                body("far too deep", "{\"x\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}"),
                body("a number too long", "{\"timeout_minutes\":" + "1".repeat(200) + "}"),
                body("an exponent beyond all bounds", "{\"timeout_minutes\":1E99999999999}"),
                body("such an exponent in text", "{\"queries\":[\"{\\\"ds_id\\\":1E-99999999999}\"]}"),
                body("NaN", "{\"timeout_minutes\":NaN}"),
                Case.of("Latin-1", "query/batch", postBytes(latin1), 400, "BAD_REQUEST")
                        .says("the body is not valid UTF-8"),
                Case.of("too long, declared", "query/batch", postBytes(tooLongBytes), 413, "CONTENT_TOO_LARGE"),
                Case.of(
                        "too long, chunked",
                        "query/batch",
                        request -> request.header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLongBytes))),
                        413,
                        "CONTENT_TOO_LARGE"));
    }

    private static List<Case> shapes() {
        return List.of(
                body("no queries", "{}").says("/queries: is required and must have at least one entry"),
                body("empty queries", "{\"queries\":[]}")
                        .says("/queries: is required and must have at least one entry"),
                body("queries of a wrong type", "{\"queries\":{}}").says("/queries: must be an array of queries"),
                body("a number as query", "{\"queries\":[1]}")
                        .says("/queries/0: must be an object, or a string with the JSON text or the URL of a query"),
                body("text in a number", batch("\"timeout_minutes\":\"30\""))
                        .says("/timeout_minutes: must be a whole number from 5 to 60"),
                body("a fraction", batch("\"timeout_minutes\":5.5"))
                        .says("/timeout_minutes: must be a whole number from 5 to 60"),
                body("out of range", batch("\"query_concurrency\":51"))
                        .says("/query_concurrency: must be a whole number from 1 to 50"),
                body("beyond long", batch("\"query_concurrency\":1e400"))
                        .says("/query_concurrency: must be a whole number from 1 to 50"),
                body("null", batch("\"query_concurrency\":null"))
                        .says("/query_concurrency: must be a whole number from 1 to 50"),
                body("text in a flag", batch("\"add_clean_data_types\":\"true\""))
                        .says("/add_clean_data_types: must be true or false"),
                body("unknown policy", batch("\"split_dates_policy\":\"week\""))
                        .says("/split_dates_policy: must be one of day, none"),
                body("unknown format", batch("\"query_output_format\":\"pdf\""))
                        .says(
                                "/query_output_format: must be one of json, keyjson, ndjson, csv, tsv, html, xlsx, parquet, tableau, powerbi, qlik"),
                body("misspelt member", batch("\"split_account_policy\":\"all\""))
                        .says("/split_account_policy: unknown member, did you mean \"split_accounts_policy\"?"),
                body("unknown member", batch("\"zzz\":1")).says("/zzz: unknown member"),
                body("no ds_id", item("{\"fields\":\"date\"}")).says("/queries/0/ds_id: is required"),
                body("no fields", item("{\"ds_id\":\"FLIGHTS\"}")).says("/queries/0/fields: is required"),
                body(
                                "misspelt item member",
                                item("{\"ds_id\":\"FLIGHTS\",\"fields\":\"date\",\"start_dat\":\"2001-01-01\"}"))
                        .says("/queries/0/start_dat: unknown member, did you mean \"start_date\"?"),
                body("a bad key", item("{\"id\":\"a b\",\"ds_id\":\"FLIGHTS\",\"fields\":\"date\"}"))
                        .says("/queries/0/id: must be 1 to 64 characters of A-Z a-z 0-9 _ . : -"),
                body(
                                "a filter without a value",
                                item("{\"ds_id\":\"FLIGHTS\",\"fields\":\"date\",\"filter\":\"x == \"}"))
                        .says("/queries/0/filter: expected a value after \"==\" at character 5"),
                body("everything at once", "{\"timeout_minutes\":1,\"queries\":[{\"fields\":7}],\"foo\":1}")
                        .says(String.join(
                                "\n",
                                "/queries/0/ds_id: is required",
                                "/queries/0/fields: must be a comma-separated string or an array of field ids, none of them empty",
                                "/timeout_minutes: must be a whole number from 5 to 60",
                                "/foo: unknown member")),
                body("too many items", "{\"queries\":[" + (GOOD_ITEM + ",").repeat(200) + GOOD_ITEM + "]}")
                        .says("/queries: at most 200 entries"),
                Case.of("dry_run", "query/batch?dry_run=yes", post(item(GOOD_ITEM)), 400, "BAD_REQUEST")
                        .says("query parameter \"dry_run\": must be true or false"),
                Case.of("dryrun", "query/batch?dryrun=true", post(item(GOOD_ITEM)), 400, "BAD_REQUEST")
                        .says("query parameter \"dryrun\": unknown; known are dry_run, on_invalid"));
    }

    private static String batch(String member) {
        return "{\"queries\":[" + GOOD_ITEM + "]," + member + "}";
    }

    private static String item(String item) {
        return "{\"queries\":[" + item + "]}";
    }

    private static List<Case> meanings() {
        String some = ServerUnderTest.tokens()
                .token()
                .claim(
                        "ds_access",
                        Json.createObjectBuilder()
                                .add("FLIGHTS", Json.createArrayBuilder().add("ORD"))
                                .build())
                .sign();
        return List.of(
                meaning(
                        "unknown data source",
                        "\"FLIGHTS\"",
                        "\"FLIGTS\"",
                        "/queries/0/ds_id: unknown data source \"FLIGTS\", did you mean \"FLIGHTS\"?"),
                meaning(
                        "unknown field",
                        "date,flights",
                        "date,flihgts",
                        "/queries/0/fields: unknown field \"flihgts\", did you mean \"flights\"?"),
                meaning("unknown account", "\"ORD\"", "\"ZZZZZ\"", "/queries/0/ds_accounts: unknown account \"ZZZZZ\""),
                meaning(
                        "end before start",
                        "2001-01-02",
                        "2000-12-31",
                        "/queries/0/end_date: 2000-12-31 is before start_date 2001-01-01"),
                meaning(
                        "no date",
                        "2001-01-02",
                        "2001-02-30",
                        "/queries/0/end_date: there is no day 30 in February 2001 at character 0"),
                meaning(
                        "SQL as a date",
                        "2001-01-02",
                        "2001-01-02' or '1'='1",
                        "/queries/0/end_date: \"'\" is not understood; there is 2024-01-31, 31 January 2024, @1704067200, 2 days ago and the like at character 10"),
                Case.of(
                                "too many queries",
                                "query/batch",
                                post("{\"split_accounts_policy\":\"all\",\"split_dates_policy\":\"day\",\"queries\":["
                                        + GOOD_ITEM
                                                .replace("\"ORD\"", "\"list.all_accounts\"")
                                                .replace("2001-01-02", "2001-06-30")
                                        + "]}"),
                                422,
                                "UNPROCESSABLE_ENTITY")
                        .says("/queries: more than 10000 queries after splitting; submit several batches"),
                Case.of(
                                "an account of somebody else",
                                "query/batch",
                                post(item(GOOD_ITEM.replace("ORD", "ORD,LAX"))),
                                403,
                                "PERMISSION_ERROR")
                        .token(some)
                        .says("/queries/0/ds_accounts: no access to account \"LAX\""),
                Case.of(
                                "a data source of somebody else",
                                "query/batch",
                                post(item(GOOD_ITEM.replace("FLIGHTS", "WEATHER"))),
                                403,
                                "PERMISSION_ERROR")
                        .token(some)
                        .says("/queries/0/ds_id: no access to data source \"WEATHER\""));
    }

    private static Case meaning(String name, String right, String wrong, String description) {
        return Case.of(name, "query/batch", post(item(GOOD_ITEM.replace(right, wrong))), 422, "UNPROCESSABLE_ENTITY")
                .says(description);
    }

    @Test
    void answersInProblemJsonToThoseWhoAskForIt() {
        Api api = new Api(URI.create(url.toString()), good());
        Answer answer = api.send(post("{\"queries\":[{}]}")
                .apply(api.request("query/batch").header("Accept", "application/problem+json, application/json")));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        JsonObject problem = answer.json();
        assertThat(problem.getInt("status")).isEqualTo(400);
        assertThat(problem.getString("code")).isEqualTo("BAD_REQUEST");
        assertThat(problem.getString("request_id")).isEqualTo(answer.header("X-Request-Id"));
        assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/queries/0/ds_id");
    }

    @Test
    void neverCallsARequestWhatTheCallerCallsIt() {
        Api api = new Api(URI.create(url.toString()), good());
        Answer answer = api.send(api.request("query/batch/" + NOWHERE)
                .header("X-Request-Id", "mine")
                .GET());
        assertThat(answer.header("X-Request-Id")).matches("[A-Za-z0-9_-]{32}");
    }

    @Test
    void toleratesATokenThatExpiredAFewSecondsAgo() {
        Answer answer = new Api(URI.create(url.toString()), expired(10)).get("query/batch/" + NOWHERE);
        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void answersInProblemJsonToThoseWhoAcceptNothingElse() {
        Api api = new Api(URI.create(url.toString()), good());
        Answer answer = api.send(api.request("query/batch/" + NOWHERE)
                .header("Accept", "application/problem+json")
                .GET());
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().getString("code")).isEqualTo("NOT_FOUND");
    }

    @Test
    void toleratesAClockThatIsAFewSecondsSlow() {
        long now = Instant.now().getEpochSecond();
        String token = ServerUnderTest.tokens().token().claim("nbf", now + 20).sign();
        Answer answer = new Api(URI.create(url.toString()), token).get("query/batch/" + NOWHERE);
        assertThat(answer.status()).isEqualTo(404);
    }
}
