package io.querybatch.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.ServerUnderTest;
import jakarta.json.JsonObject;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Schedules whose submissions come more than once. */
@ExtendWith(ArquillianExtension.class)
class ScheduleIdempotencyIT {

    private static final String BATCH = """
            {"queries":[{"ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-05-01","end_date":"2001-05-02","fields":"date,flights"}]}""";

    /** Never due while a test runs. */
    private static final String BODY = "{\"cron\":\"0 0 29 2 *\",\"batch\":" + BATCH + "}";

    @ArquillianResource
    private URL url;

    private Api api;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    @BeforeEach
    void callAsSomebodyNew() {
        api = somebodyNew();
    }

    private Api somebodyNew() {
        return ServerUnderTest.api(url, ServerUnderTest.newTenant());
    }

    private static Answer post(Api api, String path, String body, String... keys) {
        var request = api.request(path).header("Content-Type", "application/json");
        for (String key : keys) {
            request.header("Idempotency-Key", key);
        }
        return api.send(request.POST(BodyPublishers.ofString(body)));
    }

    private static Answer create(Api api, String body, String... keys) {
        return post(api, "query/schedule", body, keys);
    }

    private static String schedule(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.data().getString("recurrence_id");
    }

    private List<JsonObject> schedules() {
        return api.get("query/schedule").json().getJsonArray("data").getValuesAs(JsonObject.class);
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().getJsonObject("error").getString("code")).isEqualTo(code);
    }

    @Test
    void theSameSubmissionMakesOneScheduleAndIsAnsweredAsItStandsNow() {
        Answer first = create(api, BODY, "june/1");
        assertThat(first.header("Idempotent-Replayed")).isNull();
        api.patch("query/schedule/" + schedule(first), "{\"description\":\"changed\"}");
        Answer second = create(api, BODY, "june/1");
        assertThat(schedule(second)).isEqualTo(schedule(first));
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.data())
                .isEqualTo(api.get("query/schedule/" + schedule(first)).data());
        assertThat(second.data().getString("description")).isEqualTo("changed");
        assertThat(schedules()).hasSize(1);

        assertThat(schedule(create(api, BODY, "june/2"))).isNotEqualTo(schedule(first));
        assertThat(schedule(create(api, BODY))).isNotEqualTo(schedule(first));
        assertThat(schedules()).hasSize(3);
        assertThat(schedule(create(somebodyNew(), BODY, "june/1"))).isNotEqualTo(schedule(first));
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        String schedule = schedule(create(api, BODY, "june"));
        assertRefused(create(api, BODY.replace("ORD", "LAX"), "june"), 422, "UNPROCESSABLE_CONTENT");
        assertThat(schedules())
                .singleElement()
                .satisfies(kept -> assertThat(kept.getString("recurrence_id")).isEqualTo(schedule));
    }

    @Test
    void aKeyIsOneForBatchesAndSchedules() {
        String batch = post(api, "query/batch", BATCH, "june").data().getString("batch_id");
        assertRefused(create(api, BODY, "june"), 422, "UNPROCESSABLE_CONTENT");
        assertThat(schedules()).isEmpty();

        schedule(create(api, BODY, "july"));
        assertRefused(post(api, "query/batch", BATCH, "july"), 422, "UNPROCESSABLE_CONTENT");
        assertRefused(post(api, "query/batch/" + batch + "/duplicate", "", "july"), 422, "UNPROCESSABLE_CONTENT");
        assertThat(api.get("query/batch").json().getJsonArray("data")).hasSize(1);
    }

    @Test
    void whatIsRefusedKeepsNoKey() {
        assertRefused(create(api, BODY.replace("ORD", "NOWHERE"), "june"), 422, "UNPROCESSABLE_ENTITY");
        assertRefused(create(api, BODY.replace("29", "30"), "june"), 422, "UNPROCESSABLE_ENTITY");
        assertRefused(create(api, "{}", "june"), 400, "BAD_REQUEST");
        assertThat(schedules()).isEmpty();
        assertThat(create(api, BODY, "june").header("Idempotent-Replayed")).isNull();
        assertThat(schedules()).hasSize(1);
    }

    @Test
    void whatIsOneTooManyKeepsNoKeyAndWhatCameBeforeIsAnsweredAllTheSame() {
        String first = schedule(create(api, BODY, "first"));
        for (int i = 1; i < 100; i++) {
            schedule(create(api, BODY));
        }
        assertRefused(create(api, BODY, "more"), 409, "CONFLICT_ERROR");
        assertThat(schedule(create(api, BODY, "first"))).isEqualTo(first);
        api.delete("query/schedule/" + first);
        assertThat(create(api, BODY, "more").header("Idempotent-Replayed")).isNull();
    }

    @Test
    void whatWasDeletedIsNotMadeAgain() {
        api.delete("query/schedule/" + schedule(create(api, BODY, "june")));
        Answer again = create(api, BODY, "june");
        assertRefused(again, 409, "CONFLICT_ERROR");
        assertThat(again.json().getJsonObject("error").getString("description"))
                .isEqualTo("The schedule of this Idempotency-Key was made, and has been deleted.");
        assertThat(schedules()).isEmpty();
    }

    @Test
    void ofManyAtTheSameTimeOneIsMade() {
        for (int round = 0; round < 3; round++) {
            String key = "round-" + round;
            List<CompletableFuture<Answer>> all = IntStream.range(0, 12)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> create(api, BODY, key)))
                    .toList();
            List<Answer> answers = all.stream().map(CompletableFuture::join).toList();
            assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 409);
            List<Answer> made =
                    answers.stream().filter(answer -> answer.status() == 201).toList();
            assertThat(made)
                    .extracting(ScheduleIdempotencyIT::schedule)
                    .isNotEmpty()
                    .containsOnly(schedule(made.get(0)));
            assertThat(made)
                    .filteredOn(answer -> answer.header("Idempotent-Replayed") == null)
                    .hasSize(1);
            assertThat(schedules()).hasSize(round + 1);
        }
    }

    @Test
    void aKeyIsVisibleAndGivenOnce() {
        for (String key : List.of("with blank", "x".repeat(256))) {
            assertRefused(create(api, BODY, key), 400, "BAD_REQUEST");
        }
        assertRefused(create(api, BODY, "one", "two"), 400, "BAD_REQUEST");
        assertThat(schedules()).isEmpty();
        schedule(create(api, BODY, "x".repeat(255)));
    }
}
