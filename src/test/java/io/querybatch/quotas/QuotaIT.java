package io.querybatch.quotas;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Poll;
import io.querybatch.testing.ServerUnderTest;
import jakarta.json.JsonObject;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tenants with quotas of their own, on the server of everybody. */
@Tag("h2")
@ExtendWith(ArquillianExtension.class)
class QuotaIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String THREE = """
            {"split_dates_policy":"day","queries":[{"ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-05-01",
              "end_date":"2001-05-03","fields":"date,flights"}]}""";
    private static final String MANY = """
            {"split_accounts_policy":"all","split_dates_policy":"day","query_concurrency":1,
             "queries":[{"ds_id":"FLIGHTS","ds_accounts":"list.all_accounts","start_date":"2001-05-01",
                         "end_date":"2001-05-31","fields":"date,origin,flights","settings":{"no_fusion":true}}]}""";

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    private Api tenant(String name) {
        return ServerUnderTest.api(url, name);
    }

    private static Map<String, JsonObject> quotas(Api tenant) {
        return tenant.get("query/quotas").json().getJsonArray("data").getValuesAs(JsonObject.class).stream()
                .collect(Collectors.toMap(quota -> quota.getString("name"), Function.identity()));
    }

    private static void assertRefused(Answer answer, String why, String remaining) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(429);
        JsonObject error = answer.json().getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(error.getString("description")).isEqualTo(why);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 86_400);
        assertThat(answer.headers().allValues("RateLimit")).hasSize(1);
        assertThat(answer.header("RateLimit")).startsWith("\"hour\";r=").contains(remaining);
    }

    /** The day is long enough for a test, but in its last minutes. */
    @Test
    void queriesOfADayAreCountedAndTold() {
        Poll.until(Duration.ofMinutes(3), "a new day", () -> {
            Instant now = Instant.now();
            return LocalDate.ofInstant(now, ZoneOffset.UTC)
                    .equals(LocalDate.ofInstant(now.plusSeconds(120), ZoneOffset.UTC));
        });
        Api tenant = tenant("quota-queries");
        Answer accepted = tenant.post("query/batch", THREE);
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(201);
        assertThat(accepted.headers().allValues("RateLimit")).hasSize(1);
        assertThat(accepted.header("RateLimit")).startsWith("\"hour\";r=").contains(", \"queries-per-day\";r=2;t=");
        assertThat(accepted.header("RateLimit-Policy")).endsWith("\"queries-per-day\";q=5;w=86400");
        assertRefused(
                tenant.post("query/batch", THREE),
                "Queries of the tenant that were submitted today: 3, of at most 5.",
                ", \"queries-per-day\";r=2;t=");
        Answer single = tenant.get("query/data/json?ds_id=FLIGHTS&ds_accounts=LAX&start_date=2001-05-01"
                + "&end_date=2001-05-01&fields=date,flights");
        assertThat(single.status()).as(single.body()).isEqualTo(200);
        assertThat(single.header("RateLimit")).contains(", \"queries-per-day\";r=1;t=");
        JsonObject quota = quotas(tenant).get("queries-per-day");
        assertThat(quota.getInt("limit")).isEqualTo(5);
        assertThat(quota.getInt("used")).isEqualTo(4);
        assertThat(quota.getInt("left")).isEqualTo(1);
        assertThat(Instant.parse(quota.getString("resets_time"))).isAfter(Instant.now());
        Answer large = tenant.post("query/batch", MANY);
        assertThat(large.status()).isEqualTo(422);
        assertThat(large.json().getJsonObject("error").getString("description"))
                .isEqualTo("These are 7099 queries; the tenant may submit 5 a day.");
    }

    @Test
    void batchesThatHaveNotEndedAreCountedAndWhatIsRefusedLeavesNoTrace() {
        Api tenant = tenant("quota-batches");
        String open = Batches.submit(tenant, MANY);
        assertRefused(
                tenant.post("query/batch", THREE),
                "Batches of the tenant that have not ended: 1, of at most 1.",
                ", \"open-batches\";r=0");
        assertThat(tenant.get("query/batch").json().getJsonArray("data")).hasSize(1);
        assertRefused(
                tenant.post(open + "/duplicate", ""),
                "Batches of the tenant that have not ended: 1, of at most 1.",
                ", \"open-batches\";r=0");
        assertThat(tenant.delete(open).status()).isEqualTo(200);
        Batches.awaitEnd(tenant, open, LONGEST);
        Batches.awaitEnd(tenant, Batches.submit(tenant, THREE), LONGEST);
    }

    @Test
    void rowsThatWereDeliveredAndBytesThatAreStoredKeepOutWhatComesNext() {
        Api rows = tenant("quota-rows");
        Api stored = tenant("quota-bytes");
        Batches.awaitEnd(rows, Batches.submit(rows, THREE), LONGEST);
        String batch = Batches.submit(stored, THREE);
        Batches.awaitEnd(stored, batch, LONGEST);
        Poll.until(
                LONGEST,
                "the store is told",
                () -> quotas(rows).get("rows-per-month").getInt("used") == 3);
        assertRefused(
                rows.post("query/batch", THREE),
                "Rows of the tenant's results this month: 3, of at most 2.",
                ", \"rows-per-month\";r=0;t=");
        Poll.until(
                LONGEST,
                "it is looked up",
                () -> quotas(stored).get("stored-bytes").getInt("used") > 1);
        assertThat(stored.post("query/batch", THREE).status()).isEqualTo(429);
        assertThat(stored.delete(batch + "/results").status()).isEqualTo(200);
        Poll.until(
                LONGEST,
                "there is room again",
                () -> stored.post("query/batch", THREE).status() == 201);
    }
}
