package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import io.querybatch.testing.ServerUnderTest;
import io.querybatch.testing.Tokens;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Queries that are answered by the results of others, over HTTP. */
@ExtendWith(ArquillianExtension.class)
class SharedAnswersIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String DAYS = "\"start_date\":\"2001-03-01\",\"end_date\":\"2001-03-05\"";

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    /** Answers of other tests are another tenant's. */
    private static Tokens.Builder token(String tenant) {
        return ServerUnderTest.tokens().token().tenant("shared-answers-" + tenant);
    }

    private Api as(Tokens.Builder token) {
        return new Api(URI.create(url.toString()), token.sign());
    }

    private static String batch(String more) {
        return """
               {"queries":[{"ds_id":"FLIGHTS","ds_accounts":"ORD,LAX,SFO",%s,"fields":"date,origin,flights"%s}],
                "split_accounts_policy":"all","split_dates_policy":"day","query_output_format":"csv"}""".formatted(DAYS, more);
    }

    private static String run(Api api, String body) {
        String batch = Batches.submit(api, body);
        assertThat(Batches.awaitEnd(api, batch, LONGEST).getString("outcome")).isEqualTo("completed");
        return batch;
    }

    private static Stream<String> infos(Api api, String batch, String member) {
        return Batches.queries(api, batch).stream()
                .map(query -> query.getJsonObject("result_info").getString(member));
    }

    private static List<String> results(Api api, String batch) {
        return infos(api, batch, "results_url").map(url -> api.get(url).body()).toList();
    }

    @Test
    void whoAcceptsItsAgeGetsWhatIsThereAndKeepsItWhenTheOtherIsDeleted() {
        Api api = as(token("age"));
        String first = run(api, batch(""));
        assertThat(infos(api, first, "source")).hasSize(15).containsOnly("executed");
        List<String> rows = results(api, first);
        List<String> asked = infos(api, first, "as_of").toList();

        String second = run(api, batch(",\"cache_minutes\":60"));
        assertThat(infos(api, second, "source")).hasSize(15).containsOnly("cached");
        assertThat(infos(api, second, "as_of")).isEqualTo(asked);
        assertThat(results(api, second)).isEqualTo(rows);

        assertThat(api.delete(first + "/results").status()).isLessThan(300);
        assertThat(results(api, second)).isEqualTo(rows);
        String third = run(api, batch(",\"cache_minutes\":60"));
        // The first was deleted; what is left of it is the copy, which nobody is told of.
        assertThat(results(api, third)).isEqualTo(rows);
    }

    @Test
    void whoSaysNothingGetsNothingOlderThanTheBatch() {
        Api api = as(token("fresh"));
        run(api, batch(""));
        String second = run(api, batch(""));
        assertThat(infos(api, second, "source")).containsOnly("executed");
        String third = run(api, batch(",\"cache_minutes\":0"));
        assertThat(infos(api, third, "source")).containsOnly("executed");
    }

    @Test
    void whatIsAskedTwiceInABatchIsExecutedOnce() {
        Api api = as(token("twice"));
        String item = "{\"ds_id\":\"FLIGHTS\",\"ds_accounts\":\"%s\"," + DAYS
                + ",\"fields\":\"date,origin,flights\",\"settings\":{\"no_fusion\":true}}";
        String queries = String.join(
                ",",
                Stream.of("ORD", "LAX", "ORD", "SFO", "ORD")
                        .map(item::formatted)
                        .toList());
        String batch = run(api, "{\"queries\":[" + queries + "],\"query_output_format\":\"csv\"}");
        assertThat(infos(api, batch, "source")).containsExactly("executed", "executed", "shared", "executed", "shared");
        List<String> rows = results(api, batch);
        assertThat(rows.get(2)).isEqualTo(rows.get(0)).isEqualTo(rows.get(4)).isNotEqualTo(rows.get(1));
    }

    @Test
    void nobodyGetsTheAnswersOfOtherTenantsOrOtherRights() {
        Api api = as(token("rights"));
        run(api, batch(""));
        Api other = as(token("others"));
        assertThat(infos(other, run(other, batch(",\"cache_minutes\":60")), "source"))
                .containsOnly("executed");
        Api fewer = as(token("rights")
                .claim(
                        "ds_access",
                        Json.createObjectBuilder()
                                .add("FLIGHTS", Json.createArrayBuilder(List.of("ORD", "LAX", "SFO")))
                                .build()));
        assertThat(infos(fewer, run(fewer, batch(",\"cache_minutes\":60")), "source"))
                .containsOnly("executed");
    }

    @Test
    void aQueryAloneSaysThatItsAnswerWasThereBefore() {
        Api api = as(token("single"));
        run(api, batch("").replace("\"csv\"", "\"json\""));
        JsonObject answer = api.get(
                        "query/data/json?ds_id=FLIGHTS&ds_accounts=ORD&start_date=2001-03-02&end_date=2001-03-02"
                                + "&fields=date,origin,flights&max_rows=0&cache_minutes=60")
                .json();
        JsonObject result = answer.getJsonObject("meta").getJsonObject("result");
        assertThat(answer.getJsonArray("data")).isNotEmpty();
        assertThat(result.getBoolean("cache_used")).as(answer.toString()).isTrue();
        assertThat(result.getString("cache_time")).isNotBlank();
    }

    @Test
    void aDryRunSaysWhatWouldHappenAndStoresNothing() {
        Api api = as(token("dry"));
        assertThat(plan(api, batch(""))).isEqualTo("true 15 queries, 1 scans, 0 cached, 0 shared, 0 errors");
        assertThat(plan(api, batch(",\"settings\":{\"no_fusion\":true}")))
                .isEqualTo("true 15 queries, 15 scans, 0 cached, 0 shared, 0 errors");
        run(api, batch(""));
        assertThat(plan(api, batch(",\"cache_minutes\":60")))
                .isEqualTo("true 15 queries, 0 scans, 15 cached, 0 shared, 0 errors");
        String wrong =
                batch("").replace("\"queries\":[", "\"queries\":[{\"ds_id\":\"FLIGHTS\",\"fields\":\"flihgts\"},");
        assertThat(plan(api, wrong)).startsWith("false 15 queries").endsWith("errors");
        JsonObject error = api.post("query/batch?dry_run=true", wrong)
                .data()
                .getJsonArray("errors")
                .getJsonObject(0);
        assertThat(error.getString("pointer")).startsWith("/queries/0/");
        assertThat(error.getString("code")).isEqualTo("UNPROCESSABLE_ENTITY");
        assertThat(api.post("query/batch?dry_run=yes", batch("")).status()).isEqualTo(400);
    }

    private static String plan(Api api, String body) {
        JsonObject plan = api.post("query/batch?dry_run=true", body).data();
        return "%s %d queries, %d scans, %d cached, %d shared, %d errors"
                .formatted(
                        plan.getBoolean("accepted"),
                        plan.getInt("query_amount"),
                        plan.getInt("scans"),
                        plan.getInt("cached"),
                        plan.getInt("shared"),
                        plan.getJsonArray("errors").size());
    }
}
