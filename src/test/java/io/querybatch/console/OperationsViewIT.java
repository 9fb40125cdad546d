package io.querybatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.operations.SalesServer;
import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Browser;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The operations view in a real browser, beside a database that is held up and cut off. The store makes no difference. */
@Tag("h2")
class OperationsViewIT {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static Path files;
    private static Browser browser;
    private static SalesServer sales;
    private static Api admin;

    @BeforeAll
    static void start() throws IOException {
        files = Files.createDirectories(Project.target().resolve("console"));
        browser = Browser.start(Files.createTempDirectory(files, "downloads"));
        sales = SalesServer.start("operations-view");
        admin = sales.admin();
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
        if (sales != null) {
            sales.close();
        }
    }

    @BeforeEach
    void signIn() {
        browser.size(1440, 900);
        browser.scheme("light");
        browser.open(sales.process().url());
        browser.fill("#token", sales.adminToken());
        browser.press("Sign in");
        browser.seeText("h1", "Batches");
        browser.seeText("a", "Operations").click();
        browser.seeText("h1", "Operations");
    }

    @AfterEach
    void nothingWasWrongWithThePage() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static List<String> row(String table, String name) {
        return browser.rows(table).stream()
                .filter(cells -> cells.get(0).startsWith(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + table));
    }

    private static void saysAmongItsProblems(String text) {
        Poll.until(
                LONGEST,
                text + " is among the problems",
                () -> browser.see(".problems").getText().contains(text));
    }

    @Test
    void whatIsOfAnotherTenantIsShownWithoutWhatOnlyThatCanDo() {
        String theirs = Batches.submit(sales.api("globex"), SalesServer.BODY);
        String ours = Batches.submit(admin, SalesServer.BODY);
        browser.go("/batches/" + idOf(theirs));
        browser.seeText("p", "Of tenant globex, which alone can change it.");
        browser.seeText("h1", "Sales by shop");
        assertThat(browser.has(".actions")).isFalse();
        browser.go("/batches/" + idOf(ours));
        // One that has ended well has nothing left to do, and there is nothing to see.
        Poll.until(LONGEST, "there is a place for what can be done", () -> browser.has(".actions"));
        assertThat(browser.page()).doesNotContain("which alone can change it");
        Batches.awaitEnd(admin, ours, LONGEST);
        Batches.awaitEnd(sales.api("globex"), theirs, LONGEST);
    }

    private static String idOf(String batch) {
        return batch.substring(batch.lastIndexOf('/') + 1);
    }

    @Test
    void aTenantAtItsCapIsSeenWithWhatToDo() throws SQLException {
        String batch;
        try (Connection holder = sales.hold()) {
            batch = Batches.submit(admin, SalesServer.BODY);
            saysAmongItsProblems("Tenant acme runs all that it may (2 of 2), and 6 queries wait.");
            saysAmongItsProblems("raise querybatch.tenant.concurrency");
            saysAmongItsProblems("SALES runs all that it may (2 of 2), and more waits.");
            List<String> acme = row("table.tenant-loads", "acme");
            assertThat(acme.subList(0, 6)).containsExactly("acme", "1", "6", "2", "2 of 2", "3");
            List<String> source = row("table.source-loads", "SALES");
            assertThat(source.get(1)).startsWith("Asked");
            assertThat(source.get(2)).isEqualTo("2 of 2");
            assertThat(source.get(3)).isEqualTo("6");
            assertThat(source.get(7)).isEqualTo("2 busy, 0 idle of 2");
            Poll.until(
                    LONGEST,
                    "the node's workers",
                    () -> browser.rows("table.nodes").get(0).get(3).startsWith("2 of 6"));
            assertThat(browser.see(".trend-plot").getAttribute("aria-label")).startsWith("Queries waiting: 6 now");
            drawsTheTrends();
            new Looks(browser, files).at("operations", ".trend-plot canvas");
            holder.rollback();
        }
        Batches.awaitEnd(admin, batch, LONGEST);
        saysAmongItsProblems("nobody is held up");
        // Nobody waits any more, and somebody may still run.
        Poll.until(
                LONGEST,
                "the tenant's numbers are zero",
                () -> row("table.tenant-loads", "acme").subList(1, 4).equals(List.of("0", "0", "0")));
    }

    private static void drawsTheTrends() {
        Poll.until(LONGEST, "something is drawn", () -> (Boolean) browser.run("""
                const canvas = document.querySelector('.trend-plot canvas');
                const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                return pixels.some((value) => value !== 0)"""));
    }

    @Test
    void aDataSourceThatIsLeftAloneStandsOut() {
        sales.cutOff();
        String batch;
        try {
            batch = Batches.submit(admin, SalesServer.BODY);
            saysAmongItsProblems("SALES failed again and again and is left alone.");
            assertThat(browser.see(".problems").getText())
                    .contains("Wrong", "Last: QUERY_SOURCE_UNAVAILABLE", "pause its batches");
            assertThat(String.valueOf(browser.run("return document.querySelector('main [role=status]').textContent")))
                    .as("what a screen reader says")
                    .endsWith("wrong.");
            new Looks(browser, files).at("operations-trouble", ".problems .tone-bad");
            browser.scheme("light");
            browser.size(1180, 1000);
            browser.picture(files.resolve("operations-1180.png"));
        } finally {
            sales.heal();
        }
        admin.delete(batch);
        Batches.awaitEnd(admin, batch, LONGEST);
        Poll.until(LONGEST, "a query has closed the breaker", () -> {
            Batches.awaitEnd(admin, Batches.submit(admin, SalesServer.BODY), LONGEST);
            return row("table.source-loads", "SALES").get(1).startsWith("Asked");
        });
    }

    /** Who reads with a magnifier or a screen reader wants a page that stays. */
    @Test
    void itCanBeStoppedAndGoesOnByTheKeyboard() throws SQLException {
        browser.press("Stop refreshing");
        browser.seeText("button", "Refresh again");
        String batch;
        try (Connection holder = sales.hold()) {
            batch = Batches.submit(admin, SalesServer.BODY);
            assertThat(row("table.tenant-loads", "acme").get(1)).isEqualTo("0");
            browser.see(".view-head button").sendKeys(Keys.ENTER);
            Poll.until(
                    LONGEST,
                    "the batch is seen",
                    () -> row("table.tenant-loads", "acme").get(1).equals("1"));
            holder.rollback();
        }
        Batches.awaitEnd(admin, batch, LONGEST);
    }
}
