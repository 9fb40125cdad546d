package io.querybatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Browser;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerUnderTest;
import io.querybatch.testing.Tokens;
import io.querybatch.testing.Truth;
import io.querybatch.testing.openapi.ApiDocument;
import io.querybatch.testing.openapi.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console in a real browser, against the real server, below a context root of its own. The store makes no difference. */
@Tag("h2")
@ExtendWith(ArquillianExtension.class)
class ConsoleIT {

    private static final String ROOT = "/console-test";
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static Path files;
    private static Browser browser;

    @ArquillianResource
    private URL url;

    private URI base;
    private String token;
    private Api api;

    /** What the browser may complain about: answers that a test asks for. */
    private final List<String> expected = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive war() {
        String descriptor = "<payara-web-app><context-root>" + ROOT
                + "</context-root><class-loader delegate=\"false\"/></payara-web-app>";
        return ServerUnderTest.war("console-test.war")
                .addAsWebInfResource(new StringAsset(descriptor), "payara-web.xml");
    }

    @BeforeAll
    static void startBrowser() throws IOException {
        files = Files.createDirectories(Project.target().resolve("console"));
        browser = Browser.start(Files.createTempDirectory(files, "downloads"));
    }

    @AfterAll
    static void endBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openConsole() {
        base = URI.create("http://" + url.getHost() + ":" + url.getPort() + ROOT + "/");
        token = ServerUnderTest.tokens().token().sign();
        api = new Api(base, token);
        browser.size(1440, 900);
        browser.scheme("light");
        browser.open(base);
    }

    @AfterEach
    void nothingWasWrongWithThePage() {
        assertThat(browser.complaints())
                .filteredOn(text -> expected.stream().noneMatch(text::contains))
                .isEmpty();
    }

    private void signIn(String with) {
        browser.fill("#token", with);
        browser.press("Sign in");
    }

    private void signIn() {
        signIn(token);
        browser.seeText("h1", "Batches");
    }

    private void open(String batch) {
        browser.go("/batches/" + batch.substring(batch.lastIndexOf('/') + 1));
    }

    private String submit(String days, String more) {
        return Batches.submit(api, """
                {"description":"Hubs by day","split_accounts_policy":"all","split_dates_policy":"%s","queries":[{"ds_id":"FLIGHTS",
                "ds_accounts":"ATL,ORD,LAX","fields":"date,origin,flights,on_time_ratio","start_date":"2001-01-01",
                "end_date":"2001-03-31","cache_minutes":0%s}]}""".formatted(days, more));
    }

    @Test
    void forgetsTheTokenWithThePageAndSaysWhatIsWrongWithAnother() {
        signIn("nonsense");
        assertThat(browser.see("[role=alert]").getText()).contains("a JWT has three parts");
        signIn(ServerUnderTest.tokens().token().claim("exp", 1_000_000_000).sign());
        Poll.until(LONGEST, "told to be old", () -> browser.page().contains("This token expired on"));
        signIn();
        assertThat(browser.see(".caller summary").getText()).contains("acme");
        assertThat(browser.run("return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"))
                .isEqualTo("[{},{},\"\"]");
        browser.reload();
        browser.see("#token");
        expected.add("status of 401");
        signIn(Tokens.fresh().token().sign());
        Poll.until(LONGEST, "told to be refused", () -> browser.page().contains("The server refuses this token"));
    }

    /** What the other tests rely on: that the policy holds, and that the browser tells of what goes wrong. */
    @Test
    void loadsNothingFromElsewhereWritesNoMarkupAndWouldTellOfABarrier() {
        browser.see("#token");
        assertThat(browser.run(
                        "try { document.body.innerHTML = '<p>x</p>'; return 'written' } catch (e) { return e.name }"))
                .isEqualTo("TypeError");
        browser.run(
                "const picture = new Image(); picture.src = 'http://127.0.0.1:1/x.png'; document.body.append(picture)");
        List<String> told = new ArrayList<>();
        Poll.until(LONGEST, "the picture is refused", () -> {
            told.addAll(browser.complaints());
            return told.stream().anyMatch(text -> text.contains("img-src 'self'"));
        });
        assertThat(browser.barriers()).anyMatch(text -> text.startsWith("image-alt"));
    }

    @Test
    void saysWhichScopeIsMissing() {
        expected.add("status of 403");
        signIn(ServerUnderTest.tokens()
                .token()
                .claim("scope", "ds_accounts_read")
                .sign());
        browser.seeText("h1", "Batches");
        assertThat(browser.see("nav").getText()).contains("Batches").doesNotContain("Operations");
        for (String path : List.of("/batches/qrb_00000000000000000000", "/operations")) {
            browser.go(path);
            String scope = path.equals("/operations") ? "ds_admin" : "ds_queries_run";
            Poll.until(
                    LONGEST,
                    scope + " is asked for",
                    () -> browser.see("[role=alert]").getText().contains(scope));
            assertThat(browser.see("[role=alert]").getText()).contains("Ask for a token with the scope");
        }
    }

    @Test
    void buildsABatchFollowsItAndShowsWhatDuckDbSays() {
        signIn();
        build();
        browser.press("Submit 10 queries");
        browser.seeText("h1", "Batch Completed");
        assertThat(browser.rows("table.queries"))
                .hasSize(10)
                .allMatch(row -> row.get(1).equals("Done") && row.get(4).equals("1"))
                .extracting(row -> row.get(2) + " " + row.get(3))
                .startsWith("ORD 2001-01-01", "ORD 2001-01-02")
                .endsWith("LAX 2001-01-05");
        browser.see("canvas.timeline");
        browser.click("table.queries tbody tr:nth-child(2) a");
        List<Object> truth = Truth.flights("2001-01-02", "2001-01-02")
                .rows("ORD", "2001-01-02")
                .get(0);
        List<String> row = browser.rows("table.rows").get(0);
        assertThat(row.subList(0, 4))
                .isEqualTo(truth.subList(0, 4).stream().map(String::valueOf).toList());
        assertThat(Double.parseDouble(row.get(4)))
                .isCloseTo((Double) truth.get(4), org.assertj.core.data.Offset.offset(1e-6));
        downloadsTheSameAsTheApi(truth);
        drawsAChart();
    }

    private void build() {
        browser.go("/new/FLIGHTS");
        for (String account : List.of("ORD", "LAX")) {
            browser.fill("#accounts-find", account);
            browser.click("input[value=" + account + "]");
        }
        for (String field : Truth.FIELDS.split(",", -1)) {
            browser.click("input[value=" + field + "]");
        }
        browser.fill("#draft-start", "2001-01-01");
        browser.fill("#draft-end", "2000-12-31");
        assertThat(browser.see("#draft-start-errors, #draft-end-errors").getText())
                .isNotBlank();
        assertThat(browser.seeText("button", "Submit").isEnabled()).isFalse();
        browser.fill("#draft-end", "2001-01-05");
        browser.seeText("button", "Submit 2 queries");
        browser.click("input[name=splitDates]");
        browser.press("curl");
        assertThat(browser.see("pre").getText()).contains(base + "query/batch", "\"split_dates_policy\": \"day\"");
    }

    private void downloadsTheSameAsTheApi(List<Object> truth) {
        String id = String.valueOf(browser.run("return location.hash.split('/')[2]"));
        browser.press("CSV");
        List<String> lines = browser.download(id + "_query_2.csv").lines().toList();
        assertThat(lines.get(0)).isEqualTo("Date,Airport code,Flights,Delayed flights,On-time ratio");
        assertThat(Truth.comparable(List.of((Object[]) lines.get(1).split(",", -1))))
                .isEqualTo(truth.stream().map(String::valueOf).toList());
        browser.press("JSON");
        assertThat(browser.download(id + "_query_2.json")).contains("[\"2001-01-02\",\"ORD\"," + truth.get(2));
    }

    private void drawsAChart() {
        browser.press("Chart");
        browser.see(".plot canvas");
        Poll.until(LONGEST, "something is drawn", () -> (Boolean) browser.run("""
                const canvas = document.querySelector('.plot canvas');
                const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                return pixels.some((value) => value !== 0)"""));
        assertThat(browser.see(".plot").getAttribute("aria-label")).contains("Flights: 1 line over 1 day");
    }

    @Test
    void cancelsARunningBatchAndTellsHowEachQueryEnded() {
        // The first answer that is held against the description of the API takes seconds for it.
        submit("none", "");
        String batch = pausedAndSlow();
        signIn();
        open(batch);
        browser.press("Cancel batch");
        browser.press("Cancel the batch");
        browser.seeText("h1", "Hubs by day Cancelled");
        assertThat(Batches.information(api, batch).getString("outcome")).isEqualTo("cancelled");
        assertThat(browser.see(".reasons").getText()).contains("QUERY_CANCELLED", "never started");
        assertThat(browser.has(".danger:not(.solid)")).isFalse();
    }

    @Test
    void pausesABatchSaysWhyItWaitsAndResumesIt() {
        String batch = pausedAndSlow();
        signIn();
        open(batch);
        browser.press("Resume");
        browser.press("Pause");
        browser.seeText("h1", "Hubs by day Paused");
        browser.seeText("p", "The batch is paused. Resume it to go on.");
        browser.press("Resume");
        browser.seeText("h1", "Hubs by day Completed");
        assertThat(browser.see("[role=progressbar]").getAttribute("aria-valuetext"))
                .startsWith("100%: 270 done, 0 failed");
    }

    /** One query after the other, and none yet: it is not to end before somebody has found the button. */
    private String pausedAndSlow() {
        String batch = submit("day", ",\"settings\":{\"no_fusion\":true}");
        Answer paused = api.patch(batch, "{\"query_concurrency\":1,\"paused\":true}");
        assertThat(paused.status()).as(paused.body()).isEqualTo(200);
        return batch;
    }

    @Test
    void everyViewIsGoodForEverybodyInBothThemesAndOnAPhone() {
        String batch = submit("none", "");
        String days = submit("day", "");
        Batches.awaitEnd(api, batch, LONGEST);
        Batches.awaitEnd(api, days, LONGEST);
        look("login", "#token");
        signIn();
        opensTheDescriptionOfTheApi();
        String shown = "/batches/" + batch.substring(batch.lastIndexOf('/') + 1);
        browser.go(shown);
        browser.see("table.queries");
        open(days);
        view("batch", null, "table.queries td");
        view("batches", "/batches", ".batch-row");
        view("new", "/new/FLIGHTS", "input[value=ABE]");
        view("result", shown + "/1", "table.rows");
        browser.press("Chart");
        view("chart", null, ".plot canvas");
        view("sources", "/sources", ".tiles");
        view("source", "/sources/FLIGHTS", "table");
        expected.add("status of 404");
        view("nothing", "/batches/qrb_00000000000000000000", "[role=alert]");
    }

    private void opensTheDescriptionOfTheApi() {
        view("api", "/api", "details.operation");
        view("api-operation", "/api/submitBatch", "#submitBatch[open] pre");
        browser.click("#submitBatch details.answer summary");
        view("api-answer", null, "#submitBatch details.answer[open] dl");
    }

    @Test
    void showsTheWholeApiToAnybodyAndFindsAnOperation() {
        browser.see("#token");
        browser.go("/api");
        browser.seeText("h1", "API");
        for (Operation operation : ApiDocument.read().operations()) {
            String id = operation.place().text("operationId");
            assertThat(browser.see("#" + id + " > summary").getText()).contains(operation.method(), operation.path());
        }
        browser.fill("#find", "cancel");
        Poll.until(LONGEST, "others are left out", () -> !browser.has("#submitBatch"));
        browser.click("#cancelBatch > summary");
        assertThat(browser.see("#cancelBatch").getText())
                .contains("Needs the scope ds_queries_run", "batch_id", "there is no such batch");
        browser.go("/api/BatchRequest");
        assertThat(browser.see("#BatchRequest[open]").getText()).contains("query_concurrency", "at most 50");
    }

    private void view(String name, String fragment, String landmark) {
        if (fragment != null) {
            browser.go(fragment);
        }
        look(name, landmark);
    }

    private void look(String name, String landmark) {
        new Looks(browser, files).at(name, landmark);
    }
}
