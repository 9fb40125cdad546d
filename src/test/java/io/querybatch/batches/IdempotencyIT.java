package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.ServerUnderTest;
import jakarta.json.JsonObject;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
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

/** Submissions that come more than once. */
@ExtendWith(ArquillianExtension.class)
class IdempotencyIT {

    private static final String BODY = """
            {"description":"%s","queries":[{"ds_id":"FLIGHTS","ds_accounts":"%s","start_date":"2001-05-01",
              "end_date":"2001-05-02","fields":"date,flights"}]}""";

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

    private static Answer submit(Api api, String body, String... keys) {
        var request = api.request("query/batch").header("Content-Type", "application/json");
        for (String key : keys) {
            request.header("Idempotency-Key", key);
        }
        return api.send(request.POST(BodyPublishers.ofString(body)));
    }

    private static String batch(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.data().getString("batch_id");
    }

    private List<JsonObject> batches() {
        return api.get("query/batch").json().getJsonArray("data").getValuesAs(JsonObject.class);
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().getJsonObject("error").getString("code")).isEqualTo(code);
    }

    @Test
    void theSameSubmissionIsAcceptedOnce() {
        String body = BODY.formatted("june", "ORD");
        Answer first = submit(api, body, "june/1");
        assertThat(first.header("Idempotent-Replayed")).isNull();
        Batches.awaitEnd(api, "query/batch/" + batch(first), Duration.ofMinutes(1));
        Answer second = submit(api, body, "june/1");
        assertThat(batch(second)).isEqualTo(batch(first));
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(batches()).hasSize(1);

        assertThat(batch(submit(api, body, "june/2"))).isNotEqualTo(batch(first));
        assertThat(batch(submit(api, body))).isNotEqualTo(batch(first));
        assertThat(batches()).hasSize(3);
        assertThat(batch(submit(somebodyNew(), body, "june/1"))).isNotEqualTo(batch(first));
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        String batch = batch(submit(api, BODY.formatted("june", "ORD"), "june"));
        assertRefused(submit(api, BODY.formatted("july", "ORD"), "june"), 422, "UNPROCESSABLE_CONTENT");
        assertThat(batches())
                .singleElement()
                .satisfies(kept -> assertThat(kept.getString("batch_id")).isEqualTo(batch));
    }

    @Test
    void whatIsRefusedKeepsNoKey() {
        assertRefused(submit(api, BODY.formatted("june", "NOWHERE"), "june"), 422, "UNPROCESSABLE_ENTITY");
        assertThat(batches()).isEmpty();
        batch(submit(api, BODY.formatted("june", "ORD"), "june"));
        assertThat(batches()).hasSize(1);
    }

    @Test
    void ofManyAtTheSameTimeOneIsAccepted() {
        String body = BODY.formatted("june", "ORD");
        for (int round = 0; round < 5; round++) {
            String key = "round-" + round;
            List<CompletableFuture<Answer>> all = IntStream.range(0, 12)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> submit(api, body, key)))
                    .toList();
            List<Answer> answers = all.stream().map(CompletableFuture::join).toList();
            assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 409);
            List<Answer> accepted =
                    answers.stream().filter(answer -> answer.status() == 201).toList();
            assertThat(accepted).extracting(IdempotencyIT::batch).isNotEmpty().containsOnly(batch(accepted.get(0)));
            assertThat(accepted)
                    .filteredOn(answer -> answer.header("Idempotent-Replayed") == null)
                    .hasSize(1);
            assertThat(batches()).hasSize(round + 1);
        }
    }

    private static Answer repeat(Api api, String batch, String how, String... keys) {
        var request = api.request("query/batch/" + batch + how);
        for (String key : keys) {
            request.header("Idempotency-Key", key);
        }
        return api.send(request.POST(BodyPublishers.noBody()));
    }

    /** A batch that has stopped, with a query that has failed. */
    private String failed() {
        return batch(api.post("query/batch?on_invalid=fail_query", BODY.formatted("june", "NOWHERE")));
    }

    @Test
    void aBatchIsRepeatedOnceForEachKey() {
        String failed = failed();
        for (String how : List.of("/retry", "/duplicate")) {
            Answer first = repeat(api, failed, how, "again" + how);
            assertThat(first.header("Idempotent-Replayed")).isNull();
            Answer second = repeat(api, failed, how, "again" + how);
            assertThat(batch(second)).isEqualTo(batch(first)).isNotEqualTo(failed);
            assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(second.header("Location")).isEqualTo(first.header("Location"));
            assertThat(second.data()).isEqualTo(first.data());
            assertThat(batch(repeat(api, failed, how, "more" + how))).isNotEqualTo(batch(first));
            assertThat(batch(repeat(api, failed, how))).isNotEqualTo(batch(first));
        }
        assertThat(batches()).hasSize(7);
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefusedWhateverItIs() {
        String failed = failed();
        String other = failed();
        batch(repeat(api, failed, "/retry", "again"));
        assertRefused(repeat(api, failed, "/duplicate", "again"), 422, "UNPROCESSABLE_CONTENT");
        assertRefused(repeat(api, other, "/retry", "again"), 422, "UNPROCESSABLE_CONTENT");
        assertRefused(submit(api, BODY.formatted("june", "ORD"), "again"), 422, "UNPROCESSABLE_CONTENT");
        batch(submit(api, BODY.formatted("june", "ORD"), "june"));
        assertRefused(repeat(api, failed, "/retry", "june"), 422, "UNPROCESSABLE_CONTENT");
        assertThat(batches()).hasSize(4);
    }

    @Test
    void aRepetitionThatIsRefusedKeepsNoKeyAndItsKeyIsLookedAtToo() {
        String failed = failed();
        String done = batch(submit(api, BODY.formatted("june", "ORD")));
        Batches.awaitEnd(api, "query/batch/" + done, Duration.ofMinutes(1));
        assertRefused(repeat(api, done, "/retry", "again"), 409, "DUPLICATION_FAILED");
        assertRefused(repeat(somebodyNew(), failed, "/retry", "again"), 404, "NOT_FOUND");
        assertRefused(repeat(api, failed, "/retry", "with blank"), 400, "BAD_REQUEST");
        assertThat(batches()).hasSize(2);
        batch(repeat(api, failed, "/retry", "again"));
    }

    @Test
    void ofManyRetriesAtTheSameTimeOneIsAccepted() {
        String failed = failed();
        List<CompletableFuture<Answer>> all = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> repeat(api, failed, "/retry", "again")))
                .toList();
        List<Answer> answers = all.stream().map(CompletableFuture::join).toList();
        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 409);
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(IdempotencyIT::batch)
                        .distinct())
                .hasSize(1);
        assertThat(batches()).hasSize(2);
    }

    @Test
    void aKeyIsVisibleAndGivenOnce() {
        String body = BODY.formatted("june", "ORD");
        for (String key : List.of("with blank", "x".repeat(256))) {
            assertRefused(submit(api, body, key), 400, "BAD_REQUEST");
        }
        assertRefused(submit(api, body, "one", "two"), 400, "BAD_REQUEST");
        assertThat(batches()).isEmpty();
        batch(submit(api, body, "x".repeat(255)));
    }
}
