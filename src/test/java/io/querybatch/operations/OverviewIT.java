package io.querybatch.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.connectors.jdbc.Databases;
import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.FaultyProxy;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.TestStore;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The overview beside what really happens: at a database that a test holds up and cuts off. */
class OverviewIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int QUERIES = 8;

    /** Of the source, and of the tenant. */
    private static final int CAP = 2;

    private static final String BODY = """
            {"split_accounts_policy":"all","query_concurrency":5,"queries":[{"ds_id":"SALES","ds_accounts":"list.all_accounts",
             "fields":"shop,amount","cache_minutes":0,"settings":{"no_fusion":true}}]}""";

    private static Map<String, String> database;
    private static FaultyProxy proxy;
    private static ServerProcess server;
    private static Api admin;

    @BeforeAll
    static void start() throws IOException {
        database = Databases.of(TestStore.freshPostgresql());
        Databases.execute(
                database,
                "create table sales as select 's' || x as shop, x * 10 as amount from generate_series(1, " + QUERIES
                        + ") as x");
        URI direct = URI.create(database.get("url").substring("jdbc:".length()));
        proxy = FaultyProxy.before(direct.getPort());
        Path home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "overview");
        Path catalog = Files.createDirectories(home.resolve("catalog"));
        Files.writeString(catalog.resolve("sales.yaml"), """
                ds_id: SALES
                name: Sales
                connector: jdbc
                connection: {url: "jdbc:postgresql://127.0.0.1:%d%s", user: postgres, password: postgres}
                from: sales
                accounts: {column: shop, list: [%s]}
                fields:
                  - {id: shop, name: Shop, type: dim, data_type: string.text.value, sql: shop}
                  - {id: amount, name: Amount, type: met, data_type: int.number.value, sql: sum(amount)}
                limits: {concurrency: %d}
                """.formatted(proxy.port(), direct.getPath(), shops(), CAP));
        server = ServerProcess.in(home)
                .with(TestStore.fresh().environment())
                .with("QUERYBATCH_CATALOG", catalog.toString())
                .with("QUERYBATCH_JDBC_CONNECTION_TIMEOUT", "PT0.5S")
                .with("QUERYBATCH_WORKERS", "6")
                .with("QUERYBATCH_WORKERS_RESERVED", "1")
                .with("QUERYBATCH_TENANT_CONCURRENCY", String.valueOf(CAP))
                .with("QUERYBATCH_TENANT_WEIGHTS", "acme=3,globex=2")
                .start();
        admin = new Api(server.url(), DevTokens.token(home, "--scope", "ds_queries_run ds_accounts_read ds_admin"));
    }

    private static String shops() {
        StringBuilder shops = new StringBuilder();
        for (int shop = 1; shop <= QUERIES; shop++) {
            shops.append(shop == 1 ? "" : ", ").append("{id: s").append(shop).append('}');
        }
        return shops.toString();
    }

    @AfterAll
    static void stop() {
        server.close();
        proxy.close();
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
        try (Connection holder = Databases.direct(database)) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("lock table sales in access exclusive mode");
            batch = Batches.submit(admin, BODY);
            JsonObject busy = overview(
                    "two run, and the heartbeat says so",
                    seen -> tenant(seen, "acme").getInt("running") == CAP
                            && seen.getJsonArray("nodes").getJsonObject(0).getInt("free_workers") == 6 - CAP);
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
        assertThat(workers.getInt("all")).isEqualTo(6);
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
        proxy.refuse();
        String batch;
        JsonObject open;
        try {
            batch = Batches.submit(admin, BODY);
            open = here(overview(
                    "the breaker is open",
                    seen -> here(seen).getJsonObject("breaker").getString("state").equals("open")));
        } finally {
            proxy.heal();
        }
        assertThat(open.getBoolean("available")).isFalse();
        assertThat(open.getJsonObject("last_failure").getString("code")).isEqualTo("QUERY_SOURCE_UNAVAILABLE");
        assertThat(open.getJsonObject("last_failure").getJsonNumber("age_seconds").doubleValue())
                .isGreaterThanOrEqualTo(0);
        assertThat(open.getJsonObject("breaker").getJsonNumber("until_trial_seconds").doubleValue())
                .isBetween(0.0, 60.0);
        assertThat(open.getJsonObject("retries").getInt("left")).isLessThan(20);
        assertThat(open.getJsonObject("retries").getInt("most")).isEqualTo(20);
        admin.delete(batch);
        Batches.awaitEnd(admin, batch, LONGEST);
        JsonObject back = here(overview("a query has closed the breaker", seen -> {
            Batches.awaitEnd(admin, Batches.submit(admin, BODY), LONGEST);
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
        Api user = new Api(server.url(), DevTokens.token(server.home()));
        for (String prefix : new String[] {"", "v2/", "enterprise/v2/"}) {
            String path = prefix + "admin/overview";
            assertThat(admin.get(path).status()).as(path).isEqualTo(200);
            Answer refused = user.get(path);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.header("WWW-Authenticate"))
                    .contains("error=\"insufficient_scope\"", "scope=\"ds_admin\"");
            assertThat(refused.body()).contains("\"code\":\"FORBIDDEN\"").doesNotContain("nodes");
            Answer nobody = new Api(server.url(), null).get(path);
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
                .doesNotContain("127.0.0.1", "localhost", "jdbc:", "password", server.home().toString(), "/tmp/")
                .doesNotContain(String.valueOf(proxy.port()));
    }
}
