package io.querybatch.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.ServerUnderTest;
import io.querybatch.testing.openapi.ApiDocument;
import io.querybatch.testing.openapi.Operation;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * Every endpoint, whoever asks: by what his token or key opens, and by whether the thing is his tenant's. The endpoints are those of
 * the OpenAPI document, which has those of the JAX-RS resources with the scopes that they name ({@code OpenApiTest}): a new one
 * is asked here without anybody thinking of it.
 */
@ExtendWith(ArquillianExtension.class)
class AccessMatrixIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String BATCH = """
            {"queries":[{"ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-05-01","end_date":"2001-05-01",
              "fields":"date,flights"}]}""";

    @ArquillianResource
    private URL url;

    private final String tenant = ServerUnderTest.newTenant();
    private final Map<String, String> things = new LinkedHashMap<>();
    private Api root;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    /** Something of the tenant's for every place that an id can stand in. */
    @BeforeEach
    void makeThings() {
        root = caller("operations", "ds_admin");
        Api owner = caller(tenant, "ds_queries_run");
        String batch = Batches.submit(owner, BATCH);
        Batches.awaitEnd(owner, batch, LONGEST);
        things.put("batch_id", batch.substring(batch.lastIndexOf('/') + 1));
        things.put("delivery_id", things.get("batch_id") + "_delivery_1");
        things.put(
                "recurrence_id",
                owner.post("query/schedule", "{\"cron\":\"0 6 * * *\",\"batch\":" + BATCH + "}")
                        .data()
                        .getString("recurrence_id"));
        things.put("key_id", key("\"ds_accounts_read\"").getString("key_id"));
        things.put("format", "json");
    }

    private Api caller(String ofTenant, String scope) {
        return api(ServerUnderTest.tokens()
                .token()
                .tenant(ofTenant)
                .without("groups")
                .claim("scope", scope)
                .sign());
    }

    private Api api(String token) {
        return new Api(URI.create(url.toString()), token);
    }

    private JsonObject key(String scopes) {
        Answer made = root.post(
                "admin/api-keys",
                "{\"tenant\":\"" + tenant + "\",\"name\":\"of the matrix\",\"scopes\":[" + scopes + "]}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.data();
    }

    private static List<Operation> operations() {
        List<Operation> operations = ApiDocument.read().operations().stream()
                .filter(operation -> !operation.isOfServer())
                .toList();
        assertThat(operations).hasSizeGreaterThan(30);
        return operations;
    }

    /** Scopes each of which is enough; empty: any token is. */
    private static List<String> opens(Operation operation) {
        List<String> scopes = new ArrayList<>();
        for (JsonNode entry : operation.place().node().path("security")) {
            entry.path("bearer").forEach(scope -> scopes.add(scope.asString()));
        }
        return scopes;
    }

    private static boolean isOfOneThing(Operation operation) {
        return operation.path().contains("_id}");
    }

    private Answer call(Api caller, Operation operation) {
        String path = operation.path().substring(1);
        for (Map.Entry<String, String> thing : things.entrySet()) {
            path = path.replace("{" + thing.getKey() + "}", thing.getValue());
        }
        assertThat(path).doesNotContain("{");
        if (operation.consumes().isEmpty()) {
            return caller.send(caller.request(path).method(operation.method(), BodyPublishers.noBody()));
        }
        String body = operation.method().equals("PATCH") ? "{\"description\":\"new\"}" : "{}";
        return caller.send(caller.request(path)
                .header("Content-Type", "application/json")
                .method(operation.method(), BodyPublishers.ofString(body)));
    }

    /** What it comes to, without telling apart how somebody is served who is let in. */
    private static String verdict(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isLessThan(500);
        return switch (answer.status()) {
            case 401 -> "nobody";
            case 403 -> "lacks " + answer.header("WWW-Authenticate").replaceAll(".*scope=\"(.*)\"$", "$1");
            case 404 -> "not there";
            default -> "let in";
        };
    }

    /** What all endpoints say to somebody, beside what they should. */
    private void assertVerdicts(String who, Api caller, Function<Operation, String> expected) {
        Map<String, String> said = new LinkedHashMap<>();
        Map<String, String> wanted = new LinkedHashMap<>();
        for (Operation operation : operations()) {
            said.put(operation.toString(), verdict(call(caller, operation)));
            wanted.put(operation.toString(), expected.apply(operation));
        }
        assertThat(said).as(who).containsExactlyEntriesOf(wanted);
    }

    private static String byScope(Operation operation, String scope) {
        List<String> opens = opens(operation);
        return opens.isEmpty() || opens.contains(scope) ? "let in" : "lacks " + opens.get(0);
    }

    @Test
    void whoHasNothingIsToldSoEverywhere() {
        assertVerdicts("no token", api(null), operation -> "nobody");
        assertVerdicts("no key", api("api_0000000000000000_" + "A".repeat(43)), operation -> "nobody");
    }

    @Test
    void whoHasNoScopeGetsWhatAnyTokenOpens() {
        assertVerdicts("no scope", caller(tenant, "something_else"), operation -> byScope(operation, ""));
    }

    @Test
    void eachScopeOpensWhatNamesItAndNothingElse() {
        assertVerdicts(
                "of another, ds_accounts_read",
                caller("globex", "ds_accounts_read"),
                operation -> byScope(operation, "ds_accounts_read"));
        assertVerdicts("of another, ds_queries_run", caller("globex", "ds_queries_run"), operation -> {
            String verdict = byScope(operation, "ds_queries_run");
            return verdict.equals("let in") && isOfOneThing(operation) ? "not there" : verdict;
        });
        assertVerdicts("ds_admin", root, operation -> byScope(operation, "ds_admin"));
    }

    @Test
    void aKeyOpensWhatATokenWithItsScopesDoes() {
        Api holder = api(key("\"ds_queries_run\"").getString("key"));
        assertVerdicts("key of another", other(), operation -> {
            String verdict = byScope(operation, "ds_queries_run");
            return verdict.equals("let in") && isOfOneThing(operation) ? "not there" : verdict;
        });
        Map<String, String> ofToken = new LinkedHashMap<>();
        Map<String, String> ofKey = new LinkedHashMap<>();
        Api owner = caller(tenant, "ds_queries_run");
        for (Operation operation : operations()) {
            if (!operation.method().equals("DELETE")) {
                ofToken.put(operation.toString(), verdict(call(owner, operation)));
                ofKey.put(operation.toString(), verdict(call(holder, operation)));
            }
        }
        assertThat(ofKey).isEqualTo(ofToken).containsValues("let in", "lacks ds_admin", "lacks ds_accounts_read");
    }

    private Api other() {
        Answer made = root.post(
                "admin/api-keys", "{\"tenant\":\"globex\",\"name\":\"another\",\"scopes\":[\"ds_queries_run\"]}");
        return api(made.data().getString("key"));
    }
}
