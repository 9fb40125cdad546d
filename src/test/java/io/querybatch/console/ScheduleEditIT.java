package io.querybatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Poll;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Changing a schedule in a real browser. */
@Tag("h2")
class ScheduleEditIT extends AtLocalConsole {

    private static final String FLIGHTS = """
            {"ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-01-01","end_date":"2001-01-31","fields":"date,flights"}""";
    private static final String WEATHER = """
            {"ds_id":"WEATHER","date_range_type":"yesterday","fields":"date,days"}""";

    /** Makes a schedule, opens it and begins to edit it; returns its path. */
    private String edit(String more, String query) {
        String path = create(more, query);
        open(path);
        return path;
    }

    private String create(String more, String query) {
        Answer answer = api.post("query/schedule", """
                {"cron":"0 6 * * *","timezone":"UTC","description":"Morning report"%s,
                 "batch":{"split_dates_policy":"day","queries":[%s]}}""".formatted(more, query));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return "query/schedule/" + answer.data().getString("recurrence_id");
    }

    private static void open(String path) {
        browser.go("/schedules/" + path.substring(path.lastIndexOf('/') + 1));
        browser.seeText("button", "Edit").sendKeys(Keys.ENTER);
        awaitKeyboardAt("draft-cron");
    }

    private static void awaitKeyboardAt(String id) {
        Poll.until(
                LONGEST, "the keyboard is at " + id, () -> id.equals(browser.run("return document.activeElement.id")));
    }

    private static String ownText(String css) {
        return browser.see(css).getText();
    }

    private static void awaitText(String css, String text) {
        Poll.until(LONGEST, css + " says " + text, () -> ownText(css).contains(text));
    }

    /** When the page says that it is due. */
    private static Object due() {
        return browser.run("return [...document.querySelectorAll('.due-times time')].map((one) => one.dateTime)");
    }

    private static List<String> texts(JsonObject of, String array) {
        return of.getJsonArray(array).stream()
                .map(time -> time.toString().replace("\"", ""))
                .toList();
    }

    @Test
    void aChangeIsLookedAtWhileItIsWrittenAndSavedByTheKeyboard() {
        String path = edit("", FLIGHTS);
        JsonObject before = api.get(path).data();
        assertThat(ownText(".plan")).contains("Nothing is changed yet.");
        assertThat(due()).isEqualTo(texts(before, "next_runs"));
        browser.fill("#draft-cron", "30 7 * * MON-FRI");
        browser.fill("#draft-timezone", "Asia/Kathmandu");
        assertThat(ownText("#draft-cron-hint")).startsWith("From Monday to Friday at 07:30.");
        awaitText(".plan", "07:30 in Asia/Kathmandu");
        assertThat(ownText(".plan .figure")).isEqualTo("31 queries at the next run");
        assertThat(ownText(".plan")).contains("1 item, 1 scan of data sources", "before you save it");
        console.look("schedule-edit", ".plan .due-times");
        Object foretold = due();
        assertThat(api.get(path).data()).isEqualTo(before);

        browser.see("#draft-cron").sendKeys(Keys.ENTER);
        awaitKeyboardAt("edit");
        assertThat(ownText(".fact-row")).contains("From Monday to Friday at 07:30", "Asia/Kathmandu");
        assertThat(browser.page()).contains("The change is saved.");
        JsonObject after = api.get(path).data();
        assertThat(after.getString("cron")).isEqualTo("30 7 * * MON-FRI");
        assertThat(after.getString("timezone")).isEqualTo("Asia/Kathmandu");
        assertThat(after.getJsonObject("batch")).isEqualTo(before.getJsonObject("batch"));
        assertThat(texts(after, "next_runs")).isEqualTo(foretold).isEqualTo(due());
    }

    @Test
    void whatIsWrongStandsBesideItsFieldAndNothingIsSaved() {
        String path = edit("", FLIGHTS);
        JsonObject before = api.get(path).data();
        browser.fill("#draft-cron", "0 0 30 2 *");
        assertThat(ownText("#draft-cron-errors")).isEqualTo("is never due");
        expected.add("status of 400");
        browser.fill("#draft-cron", "0 25 * * *");
        browser.fill("#draft-timezone", "Nowhere");
        assertThat(ownText("#draft-timezone-errors"))
                .isEqualTo("must be a time zone such as Europe/Helsinki or +02:00");
        assertThat(ownText("#draft-cron-errors")).isEqualTo("\"25\" is no hour (0-23)");
        assertThat(browser.see("#draft-cron").getAttribute("aria-describedby")).contains("draft-cron-errors");
        assertThat(ownText(".plan")).contains("2 things to correct first.");
        console.look("schedule-edit-wrong", "#draft-timezone-errors");
        browser.seeText("button", "Save the change").sendKeys(Keys.ENTER);
        awaitKeyboardAt("draft-cron");
        browser.fill("#draft-cron", "0 6 * * *");
        browser.fill("#draft-timezone", "UTC");
        awaitText(".plan", "Nothing is changed yet.");
        assertThat(browser.has(".errors")).isFalse();
        whatIsWrongWithTheBatchSaysWhereInIt();
        browser.press("Leave it as it is");
        awaitKeyboardAt("edit");
        assertThat(api.get(path).data()).isEqualTo(before);
    }

    private static void whatIsWrongWithTheBatchSaysWhereInIt() {
        String batch = browser.see("#draft-batch").getAttribute("value");
        browser.fill("#draft-batch", batch.replace("date,flights", "date,flihgts"));
        assertThat(ownText("#draft-batch-errors"))
                .isEqualTo("/queries/0/fields: unknown field \"flihgts\", did you mean \"flights\"?");
        assertThat(ownText(".plan")).contains("1 thing to correct first.");
        browser.fill("#draft-batch", batch.substring(1));
        awaitText("#draft-batch-errors", "is no JSON");
        browser.run("document.querySelector('#draft-batch-errors').scrollIntoView({block: 'center'})");
        console.look("schedule-edit-batch", "#draft-batch-errors");
    }

    @Test
    void aScheduleIsGivenAnotherBatchAndNothingElse() {
        String path = edit(",\"paused\":true,\"overlap\":\"allow\"", FLIGHTS);
        JsonObject before = api.get(path).data();
        String batch = browser.see("#draft-batch").getAttribute("value");
        browser.fill("#draft-batch", batch.replace("ORD", "LAX").replace("2001-01-31", "2001-01-02"));
        awaitText(".plan", "2 queries at the next run");
        assertThat(ownText(".plan")).contains("Paused: nothing is due before it is resumed.");
        assertThat(ownText("#draft-batch-hint")).contains("the rights of your token");
        browser.press("Save the change");
        awaitKeyboardAt("edit");
        JsonObject after = api.get(path).data();
        assertThat(after.getJsonObject("batch").toString())
                .isEqualTo(before.getJsonObject("batch")
                        .toString()
                        .replace("ORD", "LAX")
                        .replace("2001-01-31", "2001-01-02"));
        for (String same : List.of("cron", "timezone", "description", "missed_runs", "overlap")) {
            assertThat(after.getString(same)).as(same).isEqualTo(before.getString(same));
        }
        assertThat(after.getBoolean("paused")).isTrue();
    }

    @Test
    void aBatchThatCannotRunAnyMoreIsToldOfAndDoesNotKeepTheTimesFromBeingChanged() throws IOException {
        String path = create("", WEATHER);
        console.killServer();
        console.removeSource("weather.yaml");
        console.startServer();
        console.signIn(tenant);
        open(path);
        browser.fill("#draft-cron", "0 7 * * *");
        awaitText(".plan", "its next run would be refused");
        assertThat(ownText(".plan .errors")).startsWith("/batch/queries/0/ds_id");
        console.look("schedule-edit-refused", ".plan .errors");
        browser.press("Save the change");
        awaitKeyboardAt("edit");
        assertThat(api.get(path).data().getString("cron")).isEqualTo("0 7 * * *");
    }
}
