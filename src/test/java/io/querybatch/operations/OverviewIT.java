package io.querybatch.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Poll;
import io.querybatch.testing.TestStore;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The overview beside what really happens: at a database that a test holds up and cuts off. */
@Tag("h2")
class OverviewIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int QUERIES = SalesServer.QUERIES;
    private static final int CAP = SalesServer.CAP;

    private static SalesServer sales;
    private static Api admin;

    @BeforeAll
    static void start() throws IOException {
        sales = SalesServer.start("overview");
        admin = sales.admin();
    }

    @AfterAll
    static void stop() {
        sales.close();
    }

    private static JsonObject overview() {
        Answer answer = admin.get("admin/overview");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.data();
    }

    private static JsonObject overview(String what, Predicate<JsonObject> sought) {
        return Poll.get(LONGEST, what, () -> {
            JsonObject overview = overview();
            return sought.test(overview) ? overview : null;
        });
    }

    private static JsonObject named(JsonArray array, String member, String name) {
        return array.getValuesAs(JsonObject.class).stream()
                .filter(entry -> entry.getString(member).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + array));
    }

    private static JsonObject here(JsonObject overview) {
        return named(overview.getJsonArray("sources"), "ds_id", "SALES").getJsonObject("here");
    }

    private static JsonObject tenant(JsonObject overview, String tenant) {
        return named(overview.getJsonArray("tenants"), "tenant", tenant);
    }

    @Test
    void countsWhatRunsAndWaitsWhileTheDatabaseIsHeldUp() throws SQLException {
        String batch;
        try (Connection holder = sales.hold()) {
            batch = Batches.submit(admin, SalesServer.BODY);
            JsonObject busy = overview(
                    "two run, and the heartbeat says so",
                    seen -> tenant(seen, "acme").getInt("running") == CAP
                            && seen.getJsonArray("nodes").getJsonObject(0).getInt("free_workers")
                                    == SalesServer.WORKERS - CAP);
            assertThatTheTenantIsAtItsCap(busy);
            assertThatTheSourceIsFull(busy);
            assertThatTheNodeIsBusy(busy);
            assertThat(named(busy.getJsonArray("queues"), "kind", "single").getInt("open_batches"))
                    .isZero();
            assertThat(busy.getBoolean("complete")).isTrue();
            admin.patch(batch, "{\"paused\":true}");
            JsonObject paused = tenant(overview(), "acme");
            assertThat(paused.getInt("paused_batches")).isEqualTo(1);
            assertThat(paused).as("what is paused does not wait").doesNotContainKey("oldest_waiting_seconds");
            admin.patch(batch, "{\"paused\":false}");
            holder.rollback();
        }
        assertThat(Batches.awaitEnd(admin, batch, LONGEST).getString("outcome")).isEqualTo("completed");
        JsonObject idle = overview(
                "nothing runs",
                seen -> seen.getJsonObject("node").getJsonObject("workers").getInt("busy") == 0);
        assertThat(tenant(idle, "acme").getInt("open_batches")).isZero();
        assertThat(here(idle).getInt("slots")).isZero();
        assertThat(here(idle).getJsonObject("pool").getInt("busy")).isZero();
    }

    private static void assertThatTheTenantIsAtItsCap(JsonObject busy) {
        JsonObject acme = tenant(busy, "acme");
        assertThat(acme.getInt("open_batches")).isEqualTo(1);
        assertThat(acme.getInt("queued")).isEqualTo(QUERIES - CAP);
        assertThat(acme.getInt("slots")).isEqualTo(CAP);
        assertThat(acme.getInt("cap")).isEqualTo(CAP);
        assertThat(acme.getInt("weight")).isEqualTo(3);
        assertThat(acme.getJsonNumber("oldest_waiting_seconds").doubleValue())
                .isBetween(0.0, (double) LONGEST.toSeconds());
        JsonObject globex = tenant(busy, "globex");
        assertThat(globex.getInt("open_batches")).isZero();
        assertThat(globex.getInt("weight")).isEqualTo(2);
        JsonObject batches = named(busy.getJsonArray("queues"), "kind", "batch");
        assertThat(batches.getInt("running")).isEqualTo(CAP);
        assertThat(batches.getInt("queued")).isEqualTo(QUERIES - CAP);
    }

    private static void assertThatTheSourceIsFull(JsonObject busy) {
        JsonObject sales = named(busy.getJsonArray("sources"), "ds_id", "SALES");
        assertThat(sales.getInt("queued")).isEqualTo(QUERIES - CAP);
        assertThat(sales.getInt("running")).isEqualTo(CAP);
        assertThat(sales.getInt("shared_queued")).isZero();
        JsonObject here = here(busy);
        assertThat(here.getInt("slots")).isEqualTo(CAP);
        assertThat(here.getInt("cap")).isEqualTo(CAP);
        assertThat(here.getJsonObject("pool").getInt("busy")).isEqualTo(CAP);
        assertThat(here.getJsonObject("pool").getInt("most")).isEqualTo(CAP);
    }

    private static void assertThatTheNodeIsBusy(JsonObject busy) {
        JsonObject node = busy.getJsonObject("node");
        JsonObject workers = node.getJsonObject("workers");
        assertThat(workers.getInt("all")).isEqualTo(SalesServer.WORKERS);
        assertThat(workers.getInt("reserved")).isEqualTo(1);
        assertThat(workers.getInt("busy")).isEqualTo(CAP);
        assertThat(workers.getInt("busy_with_batches")).isEqualTo(CAP);
        assertThat(node.getBoolean("draining")).isFalse();
        assertThat(busy.getJsonArray("nodes")).hasSize(1);
        JsonObject known = busy.getJsonArray("nodes").getJsonObject(0);
        assertThat(known.getString("id")).isEqualTo(node.getString("id"));
        assertThat(known.getInt("epoch")).isEqualTo(node.getInt("epoch"));
        assertThat(known.getBoolean("answering")).isTrue();
        assertThat(known.getString("state")).isEqualTo("alive");
        assertThat(known.getJsonArray("full_sources").getString(0)).isEqualTo("SALES");
    }

    @Test
    void saysThatADatabaseInTroubleIsLeftAloneAndThatItIsBack() {
        sales.cutOff();
        String batch;
        JsonObject open;
        try {
            batch = Batches.submit(admin, SalesServer.BODY);
            open = here(overview(
                    "the breaker is open",
                    seen -> here(seen)
                            .getJsonObject("breaker")
                            .getString("state")
                            .equals("open")));
        } finally {
            sales.heal();
        }
        assertThat(open.getBoolean("available")).isFalse();
        assertThat(open.getJsonObject("last_failure").getString("code")).isEqualTo("QUERY_SOURCE_UNAVAILABLE");
        assertThat(open.getJsonObject("last_failure")
                        .getJsonNumber("age_seconds")
                        .doubleValue())
                .isGreaterThanOrEqualTo(0);
        assertThat(open.getJsonObject("breaker")
                        .getJsonNumber("until_trial_seconds")
                        .doubleValue())
                .isBetween(0.0, 60.0);
        assertThat(open.getJsonObject("retries").getInt("left")).isLessThan(20);
        assertThat(open.getJsonObject("retries").getInt("most")).isEqualTo(20);
        admin.delete(batch);
        Batches.awaitEnd(admin, batch, LONGEST);
        JsonObject back = here(overview("a query has closed the breaker", seen -> {
            Batches.awaitEnd(admin, Batches.submit(admin, SalesServer.BODY), LONGEST);
            return here(seen).getJsonObject("breaker").getString("state").equals("closed");
        }));
        assertThat(back.getBoolean("available")).isTrue();
        assertThat(back.getJsonObject("breaker")).containsKey("since_seconds");
    }

    @Test
    void tellsOfTheStoreAndTheResults() {
        JsonObject overview = overview();
        JsonObject store = overview.getJsonObject("store");
        assertThat(store.getString("kind")).isEqualTo(TestStore.isPostgresql() ? "PostgreSQL" : "H2");
        assertThat(Integer.parseInt(store.getString("schema_version"))).isGreaterThanOrEqualTo(7);
        assertThat(store.getJsonNumber("ping_ms").doubleValue()).isPositive();
        JsonObject results = overview.getJsonObject("results");
        assertThat(results.getBoolean("available")).isTrue();
        assertThat(results.getBoolean("all_counted")).isTrue();
        assertThat(results.getJsonNumber("free_bytes").longValue())
                .isBetween(1L, results.getJsonNumber("disk_bytes").longValue());
    }

    @Test
    void isForAdministratorsAloneUnderEveryPrefix() {
        URI url = sales.process().url();
        Path home = sales.process().home();
        Api user = new Api(url, DevTokens.token(home));
        for (String prefix : new String[] {"", "v2/", "enterprise/v2/"}) {
            String path = prefix + "admin/overview";
            assertThat(admin.get(path).status()).as(path).isEqualTo(200);
            Answer refused = user.get(path);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.header("WWW-Authenticate"))
                    .contains("error=\"insufficient_scope\"", "scope=\"ds_admin\"");
            assertThat(refused.body()).contains("\"code\":\"FORBIDDEN\"").doesNotContain("nodes");
            Answer nobody = new Api(url, null).get(path);
            assertThat(nobody.status()).isEqualTo(401);
            assertThat(nobody.body()).contains("\"code\":\"UNAUTHORIZED\"");
        }
    }

    @Test
    void onlyReadsAndTakesNoParameters() {
        Answer unknown = admin.get("admin/overview?tenant=acme");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.body()).contains("query parameter \\\"tenant\\\": unknown");
        Answer post = admin.send(admin.request("admin/overview").POST(BodyPublishers.noBody()));
        assertThat(post.status()).isEqualTo(405);
        assertThat(post.header("Allow")).contains("GET");
        assertThat(admin.get("admin").status()).isEqualTo(404);
    }

    @Test
    void givesAwayNoPlaceAndNoSecret() {
        String body = admin.get("admin/overview").body();
        assertThat(body).contains("SALES");
        assertThat(body)
                .doesNotContain(
                        "127.0.0.1",
                        "localhost",
                        "jdbc:",
                        "password",
                        sales.process().home().toString())
                .doesNotContain(sales.databasePort());
    }
}
