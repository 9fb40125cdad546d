package io.querybatch.client;

import static io.querybatch.client.ScriptedServer.answer;
import static io.querybatch.client.ScriptedServer.error;
import static io.querybatch.client.ScriptedServer.hangUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.client.ScriptedServer.Asked;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the client asks about API keys, and what it makes of the answers. */
class ApiKeyClientTest {

    private static final String SECRET = "api_3feb5ff5c71e0a9b_uYQbN1hX0r3m7Zk2w9Ls5Vt8Ce4Jf6Gd1Ha0Pq2Rx7T";
    private static final String KEY = """
            {"key_id":"api_3feb5ff5c71e0a9b","tenant":"acme","name":"nightly","scopes":["ds_queries_run"],
             "ds_access":{"FLIGHTS":["ORD"]},"state":"valid","created_time":"2026-01-31T12:00:00.120Z","created_by":"root",
             "expires_time":"2026-05-01T12:00:00.120Z","revoked_time":null,"server_secret":"current"%s}""";

    private final ScriptedServer server = new ScriptedServer();
    private final ApiKeyClient client =
            BatchClient.of(server.url()).token("t").pause(pause -> {}).build().apiKeys();

    @AfterEach
    void close() {
        server.close();
    }

    private static String data(String data) {
        return "{\"meta\":{\"request_id\":\"r0\",\"cursor\":\"47\"},\"data\":" + data + "}";
    }

    private static JsonObject wanted() {
        return Json.createObjectBuilder().add("tenant", "acme").build();
    }

    @Test
    void aKeyIsToldOnceAndInNoLog() {
        server.then(answer(201, data(KEY.formatted(",\"key\":\"" + SECRET + "\""))))
                .then(answer(200, data(KEY.formatted("").replace("{\"FLIGHTS\":[\"ORD\"]}", "null"))));
        ApiKey made = client.create(wanted());
        assertThat(made.key()).isEqualTo(SECRET);
        assertThat(made.toString()).isEqualTo("ApiKey[api_3feb5ff5c71e0a9b]");
        assertThat(made.scopes()).containsExactly("ds_queries_run");
        assertThat(made.dsAccess().toString()).isEqualTo("{\"FLIGHTS\":[\"ORD\"]}");
        assertThat(made.expiresTime()).isEqualTo(Instant.parse("2026-05-01T12:00:00.120Z"));
        ApiKey told = client.key("api_3feb5ff5c71e0a9b");
        assertThat(told.key()).isNull();
        assertThat(told.dsAccess()).isNull();
        assertThat(told.revokedTime()).isNull();
        assertThat(told.serverSecret()).isEqualTo("current");
    }

    @Test
    void asksEachThingInItsWay() {
        server.then(answer(201, data(KEY.formatted(""))))
                .then(answer(200, data("[" + KEY.formatted("") + "]")))
                .then(answer(200, data("[]")))
                .then(answer(200, data(KEY.formatted(""))));
        client.create(wanted());
        ApiKeyList list = client.list(null, 5, null);
        assertThat(list.data()).hasSize(1);
        assertThat(list.meta().cursor()).isEqualTo("47");
        client.list("a&b", 5, "47");
        client.revoke("api/1");
        assertThat(server.asked())
                .extracting(asked -> asked.method() + " " + asked.path() + " " + asked.body())
                .containsExactly(
                        "POST /admin/api-keys {\"tenant\":\"acme\"}",
                        "GET /admin/api-keys?limit=5 ",
                        "GET /admin/api-keys?limit=5&tenant=a%26b&cursor=47 ",
                        "DELETE /admin/api-keys/api%2F1 ");
        assertThat(server.asked().get(0).header("Idempotency-Key")).isNull();
    }

    @Test
    void whatNobodyCanBeToldTwiceIsSentOnceAndRevokingAgain() {
        server.then(hangUp());
        assertThatThrownBy(() -> client.create(wanted())).isInstanceOf(ConnectionException.class);
        assertThat(server.asked()).hasSize(1);
        server.then(error(429, "TOO_MANY_REQUESTS")).then(answer(201, data(KEY.formatted(""))));
        assertThat(client.create(wanted()).keyId()).isEqualTo("api_3feb5ff5c71e0a9b");
        server.then(hangUp()).then(answer(200, data(KEY.formatted(""))));
        client.revoke("api_3feb5ff5c71e0a9b");
        assertThat(server.asked())
                .extracting(Asked::method)
                .containsExactly("POST", "POST", "POST", "DELETE", "DELETE");
    }
}
