package io.querybatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Poll;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Schedules in a real browser, at a server that is away when they are due. */
@Tag("h2")
class SchedulesViewIT extends AtLocalConsole {

    private static final String NEVER_SOON = "0 0 29 2 *";
    private static final String FLIGHTS = """
            {"ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-01-01","end_date":"2001-06-30","fields":"date,flights",
             "cache_minutes":0,"settings":{"no_fusion":true}}""";
    private static final String WEATHER = """
            {"ds_id":"WEATHER","date_range_type":"yesterday","fields":"date,days"}""";

    private String create(String cron, String description, String more, String query) {
        Answer answer = api.post("query/schedule", """
                {"cron":"%s","description":"%s"%s,"batch":{"split_dates_policy":"day","query_concurrency":1,"queries":[%s]}}""".formatted(cron, description, more, query));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.data().getString("recurrence_id");
    }

    private JsonObject schedule(String id) {
        return api.get("query/schedule/" + id).data();
    }

    private List<JsonObject> runs(String id) {
        return api.get("query/schedule/" + id + "/runs")
                .json()
                .getJsonArray("data")
                .getValuesAs(JsonObject.class);
    }

    private static String ownText(String css) {
        return browser.see(css).getText();
    }

    @Test
    void anEmptyListLeadsToTheFirstSchedule() {
        browser.seeText("a", "Schedules").click();
        browser.seeText("h2", "No schedules yet");
        console.look("schedules-empty", ".empty");
        browser.seeText("a", "Make the first one").click();
        browser.seeText("h1", "New schedule");
        assertThat(browser.see("#draft-cron").getAttribute("value")).isEqualTo("0 6 * * *");
        assertThat(ownText("nav [aria-current=page]")).isEqualTo("Schedules");
    }

    @Test
    void aBatchThatWasBuiltIsRepeatedWhenWhatIsWrongWithItIsMended() {
        buildABatch();
        browser.press("Repeat this batch");
        browser.seeText("h1", "New schedule");
        awaitKeyboardAt("draft-cron");
        browser.press("Submit it once instead");
        awaitKeyboardAt("repeat");
        browser.press("Repeat this batch");
        browser.fill("#draft-note", "Chicago in the morning");
        browser.fill("#draft-cron", "0 25 * * *");
        browser.fill("#draft-timezone", "Nowhere");
        expected.add("status of 400");
        browser.press("Make the schedule");
        assertThat(ownText("#draft-cron-errors")).startsWith("\"25\" is no hour (0-23)");
        assertThat(ownText("#draft-timezone-errors")).startsWith("must be a time zone");
        assertThat(browser.see("#draft-cron").getAttribute("aria-describedby")).contains("draft-cron-errors");
        assertThat(ownText(".plan")).contains("2 things to correct first.");
        browser.run("document.querySelector('#repeat-title').scrollIntoView()");
        console.look("schedule-new", "#draft-cron-errors");

        browser.press("On weekdays");
        assertThat(ownText("#draft-cron-hint")).startsWith("From Monday to Friday at 06:00.");
        browser.fill("#draft-timezone", "Asia/Kathmandu");
        browser.press("curl");
        assertThat(ownText("pre")).contains("/query/schedule'", "\"cron\": \"0 6 * * MON-FRI\"", "\"batch\": {");
        browser.press("Make the schedule");
        browser.seeText("h1", "Chicago in the morning On");
        JsonObject made = schedule(String.valueOf(browser.run("return location.hash.split('/')[2]")));
        assertThat(made.getString("cron")).isEqualTo("0 6 * * MON-FRI");
        assertThat(made.getString("timezone")).isEqualTo("Asia/Kathmandu");
        assertThat(made.getJsonObject("batch").getJsonArray("queries").toString())
                .contains("\"date_range_type\":\"yesterday\"", "ORD");
        assertThat(ownText(".fact-row")).contains("From Monday to Friday at 06:00", "Asia/Kathmandu");
        assertThat(browser.run("return [...document.querySelectorAll('.due-times time')].map((one) => one.dateTime)"))
                .isEqualTo(made.getJsonArray("next_runs").stream()
                        .map(time -> time.toString().replace("\"", ""))
                        .toList());
        assertThat(ownText(".due-times")).contains("06:00 in Asia/Kathmandu");
    }

    private static void awaitKeyboardAt(String id) {
        Poll.until(
                LONGEST, "the keyboard is at " + id, () -> id.equals(browser.run("return document.activeElement.id")));
    }

    private static void buildABatch() {
        browser.go("/new/FLIGHTS");
        browser.fill("#accounts-find", "ORD");
        browser.click("input[value=ORD]");
        browser.click("input[value=date]");
        browser.click("input[value=flights]");
        browser.fill("#draft-range", "yesterday");
        browser.seeText("button", "Submit 1 query");
    }

    @Test
    void aScheduleIsRunPausedResumedAndDeletedByTheKeyboard() {
        String id = create(NEVER_SOON, "Leap days", "", FLIGHTS);
        browser.go("/schedules/" + id);
        browser.seeText("p", "None yet.");
        browser.seeText("button", "Run now").sendKeys(Keys.ENTER);
        String batch = ownText(".said a");
        assertThat(Batches.information(api, "query/batch/" + batch).getString("recurrence_id"))
                .isEqualTo(id);
        List<String> row = browser.rows("table.runs").get(0);
        assertThat(row.get(0)).endsWith("by hand");
        assertThat(row.subList(1, 4)).containsExactly("Submitted", batch, "");

        browser.seeText("button", "Pause").sendKeys(Keys.ENTER);
        browser.seeText("h1", "Leap days Paused");
        browser.seeText("p", "Paused: nothing is due");
        assertThat(schedule(id).getBoolean("paused")).isTrue();
        assertThat(browser.run("return document.activeElement.textContent")).isEqualTo("Resume");
        browser.seeText("button", "Resume").sendKeys(Keys.ENTER);
        browser.seeText("h1", "Leap days On");
        assertThat(schedule(id).getBoolean("paused")).isFalse();

        browser.seeText("button", "Delete").sendKeys(Keys.ENTER);
        browser.seeText("button", "Keep it").sendKeys(Keys.ENTER);
        assertThat(schedule(id).getString("description")).isEqualTo("Leap days");
        browser.press("Delete");
        browser.press("Delete the schedule");
        browser.seeText("h2", "No schedules yet");
        assertThat(api.get("query/schedule/" + id).status()).isEqualTo(404);
        itsBatchIsThereAndLeadsToWhatIsGone(batch);
    }

    private void itsBatchIsThereAndLeadsToWhatIsGone(String batch) {
        browser.go("/batches/" + batch);
        browser.see("table.queries");
        assertThat(browser.has("#deliveries-title")).isFalse();
        expected.add("status of 404");
        browser.seeText("a", "its schedule").click();
        assertThat(ownText("[role=alert]")).contains("There is no such schedule.");
        api.delete("query/batch/" + batch);
    }

    @Test
    void aRunThatIsInTheWaySaysSo() {
        String id = create(NEVER_SOON, "Leap days", "", FLIGHTS);
        hold(id);
        browser.go("/schedules/" + id);
        expected.add("status of 409");
        browser.press("Run now");
        assertThat(ownText("[role=alert]")).contains("The last batch of the schedule has not stopped");
    }

    /** Its last batch does not stop. */
    private void hold(String id) {
        String batch = "query/batch/"
                + api.post("query/schedule/" + id + "/run", "").data().getString("batch_id");
        Answer paused = api.patch(batch, "{\"paused\":true}");
        assertThat(paused.status()).as(paused.body()).isEqualTo(200);
    }

    @Test
    void theListGoesOnBehindItsFirstPage() {
        for (int i = 1; i <= 21; i++) {
            create(NEVER_SOON, "Number " + i, "", FLIGHTS);
        }
        browser.go("/schedules");
        browser.seeText("a", "Number 21");
        assertThat(rows()).hasSize(20);
        browser.press("Show older ones");
        browser.seeText("a", "Number 1");
        assertThat(rows()).hasSize(21).allMatch(text -> text.contains("No run yet") && text.contains("00:00"));
        assertThat(browser.seeText("h1", "Schedules")).isNotNull();
    }

    @SuppressWarnings("unchecked")
    private static List<String> rows() {
        browser.see(".schedule-row");
        return (List<String>)
                browser.run("return [...document.querySelectorAll('.schedule-row')].map((row) => row.innerText)");
    }

    @Test
    void cronIsPutInWordsWhereTheyAreExactAndNotElsewhere() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("0 6 * * *", "Every day at 06:00");
        words.put("30 18,6 * * mon-fri", "From Monday to Friday at 06:30 and 18:30");
        words.put("*/15 9-17 * * 1-5", "Every 15 minutes from 09:00 to 17:45, from Monday to Friday");
        words.put("0 */2 * * *", "Every 2 hours, at minute 0");
        words.put("* * * * *", "Every minute");
        words.put("0 6 * * SUN,SAT", "On Saturday and Sunday at 06:00");
        words.put("0 6 * * 7", "On Sunday at 06:00");
        words.put("0 6 * * MON#1", "On the first Monday of the month at 06:00");
        words.put("0 6 * * FRIL", "On the last Friday of the month at 06:00");
        words.put("0 6 L * *", "On the last day of the month at 06:00");
        words.put("0 6 31 JAN,JUL *", "On day 31 of months that have one at 06:00, in January and July");
        words.put("0 6 1,15 4-9 *", "On days 1 and 15 of the month at 06:00, from April to September");
        // After 56 comes 0, seven minutes are not between them; which end Sunday is at depends; and so on.
        for (String none :
                List.of("*/7 * * * *", "0 6 * * SUN-TUE", "0 6 1 * MON", "0 8-18/2 * * *", "0 25 * * *", "x", "")) {
            words.put(none, null);
        }
        assertThat(browser.run(
                        "const {cronInWords} = await import(new URL('console/model/cron.js', document.baseURI));"
                                + "return arguments[0].map(cronInWords)",
                        List.copyOf(words.keySet())))
                .isEqualTo(new ArrayList<>(words.values()));
    }

    /** Four schedules are due while no server is there, and the next one knows a data source less. */
    @Test
    void runsSayWhatBecameOfTheirDueTimes() throws IOException {
        Instant due =
                Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
        ZonedDateTime clock = due.atZone(ZoneOffset.UTC);
        String cron = clock.getMinute() + " " + clock.getHour() + " * * *";
        String zone = ",\"timezone\":\"UTC\"";
        String late = create(cron, "Report for the board", zone + ",\"overlap\":\"allow\"", FLIGHTS);
        String missed = create(cron, "Only when it is fresh", zone + ",\"missed_runs\":\"skip\"", FLIGHTS);
        String overlap = create(cron, "Never two at a time", zone, FLIGHTS);
        hold(overlap);
        String refused = create(cron, "Weather of yesterday", zone, WEATHER);
        console.killServer();
        assertThat(Instant.now()).isBefore(due);
        console.removeSource("weather.yaml");
        Poll.until(Duration.ofMinutes(2), "all are late", () -> Instant.now().isAfter(due.plusSeconds(11)));
        console.startServer();
        console.signIn(tenant);
        for (String id : List.of(late, missed, overlap, refused)) {
            Poll.until(LONGEST, "it was dealt with", () -> runs(id).stream().anyMatch(run -> !run.isNull("due_time")));
        }

        assertRun(late, "Submitted late", "late: no server took it up sooner.");
        assertRun(missed, "Missed", "No server was there in time, and missed runs are skipped.");
        assertRun(overlap, "Left out", "The last batch had not stopped.");
        assertRun(refused, "Refused", "/queries/0/ds_id");
        console.look("schedule-refused", "table.runs");
        theListHasTheirOutcomes();
        browser.go("/schedules/" + late);
        browser.seeText("h1", "Report for the board On");
        browser.press("Run now");
        browser.see(".said a");
        console.look("schedule", "table.runs");
        console.picture("schedule-1180");
    }

    private void assertRun(String id, String outcome, String reason) {
        browser.go("/schedules/" + id);
        browser.seeText("code", id);
        JsonObject run = runs(id).get(0);
        List<String> row = browser.rows("table.runs").get(0);
        assertThat(row.get(1)).isEqualTo(outcome);
        assertThat(row.get(2)).isEqualTo(run.isNull("batch_id") ? "none" : run.getString("batch_id"));
        assertThat(row.get(3)).contains(reason);
    }

    private void theListHasTheirOutcomes() {
        browser.go("/schedules");
        Map<String, String> outcomes = Map.of(
                "Report for the board", "Submitted late",
                "Only when it is fresh", "Missed",
                "Never two at a time", "Left out",
                "Weather of yesterday", "Refused");
        outcomes.forEach((name, outcome) -> Poll.until(
                LONGEST,
                name + ": " + outcome,
                () -> rows().stream().anyMatch(row -> row.startsWith(name) && row.contains(outcome))));
        console.look("schedules", ".schedule-row .badge");
        console.picture("schedules-1180");
    }
}
