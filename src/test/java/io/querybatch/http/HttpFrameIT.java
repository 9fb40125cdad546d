package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.ServerUnderTest;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The frame around the resources, below a context root other than "/": forwarding, links, and what only goes wrong. */
@Tag("h2")
@ExtendWith(ArquillianExtension.class)
class HttpFrameIT {

    private static final String ROOT = "/reports";

    @ArquillianResource
    private URL url;

    private URI base;
    private Api api;

    @Deployment(testable = false)
    static WebArchive war() {
        String descriptor = "<payara-web-app><context-root>" + ROOT
                + "</context-root><class-loader delegate=\"false\"/></payara-web-app>";
        return ServerUnderTest.war("reports.war")
                .addClass(ProbeResource.class)
                .addAsWebInfResource(new StringAsset(descriptor), "payara-web.xml");
    }

    @BeforeEach
    void call() {
        base = URI.create("http://" + url.getHost() + ":" + url.getPort() + ROOT + "/");
        api = new Api(base, ServerUnderTest.tokens().token().sign());
    }

    private static void assertEnvelope(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        JsonObject body = answer.json();
        assertThat(body.keySet()).containsExactlyInAnyOrder("meta", "error");
        assertThat(body.getJsonObject("meta").getString("request_id")).isEqualTo(answer.header("X-Request-Id"));
        assertThat(body.getJsonObject("error").getString("code")).isEqualTo(code);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v2/", "enterprise/v2/"})
    void leadsEveryPrefixToTheApiAndBack(String prefix) {
        Answer answer = api.get(prefix + "query/probe/echo/a%20b+%C3%A9%3F;x=1?q=%26%3D%2B+%2F");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonObject echo = answer.json();
        assertThat(echo.getString("segment")).isEqualTo("a b+\u00e9?");
        assertThat(echo.getString("query")).isEqualTo("&=+ /");
        assertThat(echo.getString("tenant")).isEqualTo("acme");
        assertThat(echo.getString("link")).isEqualTo(base + prefix + "query/probe");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void tellsCallersWhichMethodsThereAre() {
        Answer options = api.send(api.request("query/batch").method("OPTIONS", BodyPublishers.noBody()));
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.header("Allow").split("[, ]+")).containsExactlyInAnyOrder("GET", "HEAD", "POST", "OPTIONS");
    }

    @Tag("payara")
    @Test
    void tellsNoStrangerWhichMethodsThereAre() {
        Api stranger = new Api(base, null);
        Answer refused = stranger.send(stranger.request("query/batch").method("OPTIONS", BodyPublishers.noBody()));
        assertEnvelope(refused, 401, "UNAUTHORIZED");
    }

    @Test
    void takesChunkedBodiesUpToTheLimit() {
        byte[] body = new byte[(int) ServerUnderTest.bodyLimit()];
        Answer answer = api.send(api.request("v2/query/probe/count")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().getInt("bytes")).isEqualTo(body.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enterprise/v2/query/../../WEB-INF/web.xml",
                "enterprise/v2/query/../../WEB-INF/classes/META-INF/microprofile-config.properties",
                "enterprise/v2/query/../../META-INF/MANIFEST.MF",
                "enterprise/v2/query/../../index.html",
                "v2/query/../index.html",
                "x/../query/probe/bug",
                "%71uery/probe/bug",
                "query;x/probe/bug",
                "v%32/query/probe/bug",
            })
    void reachesNothingButTheApiThroughAPrefix(String path) {
        // As one absolute URL: resolving would take the dots away.
        assertEnvelope(new Api(base, null).get(base + path), 404, "NOT_FOUND");
    }

    /** Open Liberty answers them by itself. */
    @ParameterizedTest
    @Tag("not-liberty")
    @ValueSource(
            strings = {
                "enterprise/v2/query/%2e%2e/%2e%2e/WEB-INF/web.xml",
                "enterprise/v2/query/..;/..;/WEB-INF/web.xml",
            })
    void seesHiddenDots(String path) {
        assertEnvelope(new Api(base, null).get(base + path), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "bug, 500, INTERNAL_SERVER_ERROR,",
        "store, 503, SERVICE_UNAVAILABLE, 5",
        "busy, 503, SERVICE_UNAVAILABLE, 7",
        "closed, 403, FORBIDDEN,",
    })
    void answersWhatGoesWrongWithTheEnvelope(String probe, int status, String code, String retryAfter) {
        Answer answer = api.get("query/probe/" + probe);
        assertEnvelope(answer, status, code);
        assertThat(answer.header("Retry-After")).isEqualTo(retryAfter);
    }

    @Test
    void servesTheConsoleBelowItsContextRoot() {
        Answer page = new Api(base, null).get("index.html");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Querybatch</title>");
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'")
                .contains("script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @ParameterizedTest
    @CsvSource({
        "console/main.js, javascript",
        "console/styles/theme.css, text/css",
        "console/icon.svg, image/svg+xml",
        "index.html, text/html"
    })
    void tellsBrowsersWhatAFileOfTheConsoleIsAndWhetherItHasChanged(String path, String type) {
        Api anybody = new Api(base, null);
        Answer file = anybody.get(path);
        assertThat(file.header("Content-Type")).contains(type);
        assertThat(file.header("Cache-Control")).isEqualTo("no-cache");
        // Not every server makes entity tags of files.
        boolean tagged = file.header("ETag") != null;
        Answer again = anybody.send(
                tagged
                        ? anybody.request(path).header("If-None-Match", file.header("ETag"))
                        : anybody.request(path).header("If-Modified-Since", file.header("Last-Modified")));
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void letsADataAnswerLoadNothingInABrowser() {
        Answer answer = api.get("query/batch/qrb_00000000000000000000");
        assertThat(answer.header("Content-Security-Policy"))
                .startsWith("default-src 'none'")
                .doesNotContain("'self'");
    }

    @Test
    void knowsNoFileBesideTheConsolesOwn() {
        assertEnvelope(new Api(base, null).get("console/views/none.js"), 404, "NOT_FOUND");
    }
}
