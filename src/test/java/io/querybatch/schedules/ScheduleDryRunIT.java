package io.querybatch.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.ServerUnderTest;
import jakarta.json.JsonObject;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedules, and changes to them, of which the server only says what they would come to. */
@ExtendWith(ArquillianExtension.class)
class ScheduleDryRunIT {

    private static final String SCHEDULE = "query/schedule";
    private static final String DRY_RUN = "?dry_run=true";

    /** Two items; every day of the first is a query of its own. */
    private static final String BATCH = """
            {"split_dates_policy":"day","queries":[
              {"ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-01-01","end_date":"2001-01-31","fields":"date,flights"},
              {"ds_id":"WEATHER","ds_accounts":"New York","start_date":"2012-01-01","end_date":"2012-01-01","fields":"date,days"}]}""";

    @ArquillianResource
    private URL url;

    private Api api;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    @BeforeEach
    void callAsSomebodyNew() {
        api = ServerUnderTest.api(url, ServerUnderTest.newTenant());
    }

    private static String body(String cron, String more, String batch) {
        return "{\"cron\":\"" + cron + "\"," + more + "\"batch\":" + batch + "}";
    }

    private static JsonObject plan(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Location")).isNull();
        assertThat(answer.data().getString("@type")).isEqualTo("query_schedule_plan");
        return answer.data();
    }

    private static List<JsonObject> runs(JsonObject plan) {
        return plan.getJsonArray("next_runs").getValuesAs(JsonObject.class);
    }

    /** Code, place and text of everything that is wrong. */
    private static List<String> errors(JsonObject plan) {
        return plan.getJsonArray("errors").getValuesAs(JsonObject.class).stream()
                .map(error ->
                        error.getString("code") + " " + error.getString("pointer") + ": " + error.getString("detail"))
                .toList();
    }

    private String create(String body) {
        Answer answer = api.post(SCHEDULE, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return SCHEDULE + "/" + answer.data().getString("recurrence_id");
    }

    private void assertNothingIsThere() {
        assertThat(api.get(SCHEDULE).json().getJsonArray("data")).isEmpty();
        assertThat(api.get("query/batch").json().getJsonArray("data")).isEmpty();
    }

    @Test
    void itIsSaidWhenItWouldBeDueAndWhatItsBatchWouldBe() {
        JsonObject plan =
                plan(api.post(SCHEDULE + DRY_RUN, body("30 6 * * MON-FRI", "\"timezone\":\"Asia/Kathmandu\",", BATCH)));
        assertThat(plan.getBoolean("accepted")).isTrue();
        assertThat(errors(plan)).isEmpty();
        assertThat(plan.getString("timezone")).isEqualTo("Asia/Kathmandu");
        assertThat(plan.getBoolean("paused")).isFalse();
        List<OffsetDateTime> local = runs(plan).stream()
                .map(run -> OffsetDateTime.parse(run.getString("local_time")))
                .toList();
        assertThat(local).hasSize(5).isSorted().doesNotHaveDuplicates();
        assertThat(local)
                .allMatch(time -> time.toLocalTime().equals(LocalTime.of(6, 30))
                        && time.getDayOfWeek().getValue() <= 5
                        && time.getOffset().getId().equals("+05:45"));
        assertThat(runs(plan))
                .extracting(run -> Instant.parse(run.getString("run_time")))
                .isEqualTo(local.stream().map(OffsetDateTime::toInstant).toList());
        assertThat(plan.getInt("items")).isEqualTo(2);
        JsonObject batch = plan.getJsonObject("batch");
        assertThat(batch.getBoolean("accepted")).isTrue();
        assertThat(batch.getInt("query_amount")).isEqualTo(32);
        assertThat(batch.getInt("scans")).isEqualTo(2);
        assertNothingIsThere();
    }

    @Test
    void whatIsMadeAfterwardsIsDueAsItWasSaid() {
        String body = body("0 0 29 2 *", "\"timezone\":\"America/New_York\",", BATCH);
        JsonObject plan = plan(api.post(SCHEDULE + DRY_RUN, body));
        JsonObject made = api.get(create(body)).data();
        assertThat(runs(plan).stream().map(run -> run.getString("run_time")).toList())
                .isEqualTo(made.getJsonArray("next_runs").stream()
                        .map(time -> time.toString().replace("\"", ""))
                        .toList());
    }

    /** February is never as long as March, whenever this is asked. */
    @Test
    void relativeDatesAreThoseOfTheNextRun() {
        String month = BATCH.replace(
                "\"start_date\":\"2001-01-01\",\"end_date\":\"2001-01-31\"", "\"date_range_type\":\"last_month\"");
        JsonObject march = plan(api.post(SCHEDULE + DRY_RUN, body("0 12 1 3 *", "", month)));
        JsonObject april = plan(api.post(SCHEDULE + DRY_RUN, body("0 12 1 4 *", "", month)));
        assertThat(march.getJsonObject("batch").getInt("query_amount")).isBetween(29, 30);
        assertThat(april.getJsonObject("batch").getInt("query_amount")).isEqualTo(32);
    }

    private Answer withKey(String path, String body) {
        return api.send(api.request(path)
                .header("Idempotency-Key", "june")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void aKeyIsNotKept() {
        String body = body("0 6 * * *", "", BATCH);
        plan(withKey(SCHEDULE + DRY_RUN, body));
        assertThat(withKey(SCHEDULE, body.replace("0 6", "0 7")).status()).isEqualTo(201);
    }

    @Test
    void whatCannotMeanAnythingIsSaidAllAtOnce() {
        String wrong = BATCH.replace("date,flights", "date,flihgts").replace("New York", "NOWHERE");
        JsonObject plan = plan(api.post(SCHEDULE + DRY_RUN, body("0 0 30 2 *", "", wrong)));
        assertThat(plan.getBoolean("accepted")).isFalse();
        assertThat(runs(plan)).isEmpty();
        assertThat(errors(plan))
                .hasSize(3)
                .contains(
                        "UNPROCESSABLE_ENTITY /cron: is never due",
                        "UNPROCESSABLE_ENTITY /batch/queries/0/fields: unknown field \"flihgts\", did you mean \"flights\"?")
                .anyMatch(error -> error.startsWith("UNPROCESSABLE_ENTITY /batch/queries/1/ds_accounts: "));
        assertThat(plan.getJsonObject("batch").getBoolean("accepted")).isFalse();
        assertNothingIsThere();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 25 * * *|UTC|/cron: \"25\" is no hour (0-23)",
                "0 6 * *|UTC|/cron: must have five fields, such as \"0 6 * * MON-FRI\": minute, hour, day of the month, month, day of the week",
                "0 6 * * *|Nowhere|/timezone: must be a time zone such as Europe/Helsinki or +02:00",
            })
    void whatHasNotTheFormOfOneIsRefusedWithItsPlace(String cron, String zone, String finding) {
        String body = body(cron, "\"timezone\":\"" + zone + "\",", BATCH);
        Answer answer = api.post(SCHEDULE + DRY_RUN, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        JsonObject error = answer.json().getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("BAD_REQUEST");
        assertThat(error.getString("description")).isEqualTo(finding);
        String schedule = create(body("0 6 * * *", "", BATCH));
        Answer changed = api.patch(schedule + DRY_RUN, "{\"cron\":\"" + cron + "\",\"timezone\":\"" + zone + "\"}");
        assertThat(changed.json().getJsonObject("error").getString("description"))
                .isEqualTo(finding);
    }

    @Test
    void aChangeIsNotMade() {
        String schedule = create(body("0 6 * * *", "\"timezone\":\"UTC\",\"paused\":true,", BATCH));
        JsonObject before = api.get(schedule).data();
        JsonObject plan = plan(api.patch(
                schedule + DRY_RUN,
                "{\"cron\":\"15 7 * * *\",\"timezone\":\"Asia/Kolkata\",\"batch\":"
                        + BATCH.replace("2001-01-31", "2001-01-02") + "}"));
        assertThat(plan.getBoolean("accepted")).isTrue();
        assertThat(plan.getBoolean("paused")).isTrue();
        assertThat(runs(plan))
                .hasSize(5)
                .allMatch(run -> run.getString("run_time").endsWith("T01:45:00.000Z"));
        assertThat(runs(plan)).allMatch(run -> run.getString("local_time").endsWith("T07:15:00+05:30"));
        assertThat(plan.getJsonObject("batch").getInt("query_amount")).isEqualTo(3);
        assertThat(api.get(schedule).data()).isEqualTo(before);
    }

    @Test
    void itHasTheRightsThatTheScheduleWouldHave() {
        String tenant = ServerUnderTest.newTenant();
        api = ServerUnderTest.api(url, tenant);
        String schedule = create(body("0 6 * * *", "", BATCH));
        Api less = ServerUnderTest.api(url, tenant, "LAX");
        JsonObject later = plan(less.patch(schedule + DRY_RUN, "{\"cron\":\"0 7 * * *\"}"));
        assertThat(later.getBoolean("accepted")).isTrue();
        assertThat(later.getJsonObject("batch").getInt("query_amount")).isEqualTo(32);
        JsonObject other = plan(less.patch(schedule + DRY_RUN, "{\"batch\":" + BATCH + "}"));
        assertThat(other.getBoolean("accepted")).isFalse();
        assertThat(errors(other)).isNotEmpty().allMatch(error -> error.startsWith("PERMISSION_ERROR /batch/queries/"));
        Api stranger = ServerUnderTest.api(url, ServerUnderTest.newTenant());
        assertThat(stranger.patch(schedule + DRY_RUN, "{\"paused\":true}").status())
                .isEqualTo(404);
        assertThat(ZoneId.of(later.getString("timezone"))).isEqualTo(ZoneId.of("UTC"));
    }
}
