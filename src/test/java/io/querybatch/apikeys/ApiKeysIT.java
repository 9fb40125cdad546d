package io.querybatch.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Poll;
import io.querybatch.testing.ServerUnderTest;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client without tokens: its key is made, used, and revoked. */
@ExtendWith(ArquillianExtension.class)
class ApiKeysIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String KEY = """
            {"tenant":"%s","name":"nightly","scopes":["ds_queries_run"],"ds_access":{"FLIGHTS":["ORD","LAX"]},"expires_in_days":1}""";
    private static final String BATCH = """
            {"queries":[{"ds_id":"FLIGHTS","ds_accounts":"%s","start_date":"2001-05-01","end_date":"2001-05-02",
              "fields":"date,flights"}]}""";

    @ArquillianResource
    private URL url;

    private String tenant;
    private Api admin;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    @BeforeEach
    void ofATenantOfItsOwn() {
        tenant = ServerUnderTest.newTenant();
        admin = new Api(
                URI.create(url.toString()),
                ServerUnderTest.tokens()
                        .token()
                        .claim("sub", "root")
                        .claim("scope", "ds_admin")
                        .sign());
    }

    private JsonObject made() {
        Answer answer = admin.post("admin/api-keys", KEY.formatted(tenant));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Location"))
                .isEqualTo(url + "admin/api-keys/" + answer.data().getString("key_id"));
        return answer.data();
    }

    private Api with(String key) {
        return new Api(URI.create(url.toString()), key);
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().getJsonObject("error").getString("code")).isEqualTo(code);
    }

    @Test
    void aKeyOpensWhatItWasMadeForAndNothingElse() {
        Api holder = with(made().getString("key"));
        String batch = Batches.submit(holder, BATCH.formatted("ORD"));
        assertThat(Batches.awaitEnd(holder, batch, LONGEST).getString("outcome"))
                .isEqualTo("completed");
        assertThat(holder.get("query/results?schedule_id=" + batch.replaceAll(".*/", "") + "_query_1")
                        .body())
                .contains("2001-05-01");
        assertThat(ServerUnderTest.api(url, tenant).get(batch).data().getString("tenant"))
                .isEqualTo(tenant);
        assertRefused(ServerUnderTest.api(url, "somebody else").get(batch), 404, "NOT_FOUND");

        assertRefused(holder.post("query/batch", BATCH.formatted("ATL")), 403, "PERMISSION_ERROR");
        Answer accounts = holder.get("query/accounts?ds_id=FLIGHTS");
        assertRefused(accounts, 403, "FORBIDDEN");
        assertThat(accounts.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"querybatch\", error=\"insufficient_scope\", scope=\"ds_accounts_read\"");
        assertRefused(holder.get("admin/api-keys"), 403, "FORBIDDEN");
        assertRefused(holder.post("admin/api-keys", KEY.formatted(tenant)), 403, "FORBIDDEN");
    }

    @Test
    void aKeyIsShownOnce() {
        JsonObject key = made();
        String id = key.getString("key_id");
        JsonObject shown = admin.get("admin/api-keys/" + id).data();
        assertThat(shown.getString("state")).isEqualTo("valid");
        assertThat(shown.getString("created_by")).isEqualTo("root");
        assertThat(shown.getString("server_secret")).isEqualTo("current");
        assertThat(shown.getJsonObject("ds_access").toString()).isEqualTo("{\"FLIGHTS\":[\"LAX\",\"ORD\"]}");
        assertThat(shown).doesNotContainKey("key");
        String second = made().getString("key_id");
        Answer first = admin.get("admin/api-keys?limit=1&tenant=" + tenant);
        assertThat(ids(first)).containsExactly(second);
        assertThat(first.body()).doesNotContain(key.getString("key"), "seal");
        String cursor = first.json().getJsonObject("meta").getString("cursor");
        Answer rest = admin.get("admin/api-keys?limit=1&tenant=" + tenant + "&cursor=" + cursor);
        assertThat(ids(rest)).containsExactly(id);
        assertThat(rest.json().getJsonObject("meta").isNull("cursor")).isTrue();
        assertThat(ids(admin.get("admin/api-keys?limit=1000"))).contains(id, second);
    }

    private static List<String> ids(Answer list) {
        return list.json().getJsonArray("data").getValuesAs(JsonObject.class).stream()
                .map(key -> key.getString("key_id"))
                .toList();
    }

    @Test
    void onceRevokedAKeyOpensNothingAndWhatItHadStartedGoesOn() {
        JsonObject key = made();
        String path = "admin/api-keys/" + key.getString("key_id");
        Api holder = with(key.getString("key"));
        String batch = Batches.submit(holder, BATCH.formatted("LAX"));
        assertThat(admin.delete(path).data().getString("state")).isEqualTo("revoked");
        Answer refused = holder.get(batch);
        assertRefused(refused, 401, "UNAUTHORIZED");
        assertThat(refused.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"querybatch\", error=\"invalid_token\"");
        Answer again = admin.delete(path);
        assertThat(again.status()).isEqualTo(200);
        assertThat(admin.get(path).data().getString("revoked_time"))
                .isEqualTo(again.data().getString("revoked_time"));
        assertThat(Batches.awaitEnd(ServerUnderTest.api(url, tenant), batch, LONGEST)
                        .getString("outcome"))
                .isEqualTo("completed");

        List<JsonObject> events = admin.get("admin/audit?tenant=" + tenant)
                .json()
                .getJsonArray("data")
                .getValuesAs(JsonObject.class);
        assertThat(events)
                .extracting(event ->
                        event.getString("action") + " " + event.getString("outcome") + " " + event.getString("actor"))
                .containsExactly(
                        "revoke_key unchanged root",
                        "revoke_key done root",
                        "submit done " + key.getString("key_id"),
                        "create_key done root");
        assertThat(events.get(3).getString("detail")).isEqualTo("key=" + key.getString("key_id"));
    }

    @Test
    void whoMakesAKeyHasReadNothing() {
        String subject = "root of " + tenant;
        Api maker = new Api(
                URI.create(url.toString()),
                ServerUnderTest.tokens()
                        .token()
                        .claim("sub", subject)
                        .claim("scope", "ds_admin")
                        .sign());
        maker.post("admin/api-keys", KEY.formatted(tenant));
        maker.get("admin/api-keys?tenant=" + tenant);
        List<String> read = Poll.get(LONGEST, "the read is written down", () -> {
            List<String> found = admin
                    .get("admin/audit?action=admin_read&limit=1000")
                    .json()
                    .getJsonArray("data")
                    .getValuesAs(JsonObject.class)
                    .stream()
                    .filter(event -> event.getString("actor").equals(subject))
                    .map(event -> event.getString("detail"))
                    .toList();
            return found.isEmpty() ? null : found;
        });
        assertThat(read).containsExactly("GET /admin/api-keys");
    }

    @Test
    void whatIsNotAKeyIsRefusedLikeEveryBadToken() {
        String key = made().getString("key");
        String id = key.substring(0, 20);
        for (String wrong : List.of(
                "api_",
                id,
                key + "A",
                key.substring(0, 63),
                key.substring(0, 63) + (key.endsWith("A") ? "B" : "A"),
                "api_0000000000000000" + key.substring(20),
                key.toUpperCase(Locale.ROOT),
                key.replace("api_", "API_"),
                id + "_' or '1'='1' --                                   ",
                "api_../../../../../etc/passwd",
                key.replace('_', '-'))) {
            Answer answer = with(wrong).get("query/batch");
            assertRefused(answer, 401, "UNAUTHORIZED");
            assertThat(answer.header("WWW-Authenticate"))
                    .as(wrong)
                    .isEqualTo("Bearer realm=\"querybatch\", error=\"invalid_token\"");
        }
        assertThat(with(key).get("query/batch").status()).isEqualTo(200);
    }

    @Test
    void onlyAdministratorsHaveToDoWithKeys() {
        String path = "admin/api-keys/" + made().getString("key_id");
        Api caller = ServerUnderTest.api(url, tenant);
        assertRefused(caller.post("admin/api-keys", KEY.formatted(tenant)), 403, "FORBIDDEN");
        assertRefused(caller.get("admin/api-keys"), 403, "FORBIDDEN");
        assertRefused(caller.get(path), 403, "FORBIDDEN");
        assertRefused(caller.delete(path), 403, "FORBIDDEN");
        assertThat(admin.get(path).data().getString("state")).isEqualTo("valid");
        assertRefused(admin.get("admin/api-keys/api_0000000000000000"), 404, "NOT_FOUND");
        assertRefused(admin.delete("admin/api-keys/api_0000000000000000"), 404, "NOT_FOUND");
        assertRefused(admin.get("admin/api-keys/" + path), 404, "NOT_FOUND");
        assertRefused(admin.post("admin/api-keys", "{\"tenant\":\"\"}"), 400, "BAD_REQUEST");
    }
}
