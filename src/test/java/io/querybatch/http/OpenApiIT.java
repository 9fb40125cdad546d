package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.ServerUnderTest;
import io.querybatch.testing.openapi.ApiDocument;
import io.querybatch.testing.openapi.Operation;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The description of the API, as the server gives it. The store makes no difference. */
@Tag("h2")
@ExtendWith(ArquillianExtension.class)
class OpenApiIT {

    private static final String NOWHERE = "qrb_00000000000000000000";

    @ArquillianResource
    private URL url;

    private Api anybody;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    @BeforeEach
    void callWithoutToken() {
        anybody = new Api(URI.create(url.toString()), null);
    }

    @Test
    void isThereForAnybodyInBothForms() {
        Answer yaml = anybody.get("openapi");
        assertThat(yaml.status()).isEqualTo(200);
        assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
        assertThat(yaml.body()).isEqualTo(OpenApiDocument.YAML.text());
        Answer asked = anybody.get("openapi?format=json");
        Answer accepted = anybody.send(anybody.request("openapi").header("Accept", "application/json"));
        for (Answer json : List.of(asked, accepted)) {
            assertThat(json.header("Content-Type")).isEqualTo("application/json");
            assertThat(json.json().getString("openapi")).isEqualTo("3.1.0");
            assertThat(json.body()).isEqualTo(OpenApiDocument.JSON.text());
            assertThat(json.header("Vary")).isEqualTo("Accept");
        }
    }

    @Test
    void isSentAgainOnlyIfItIsAnother() {
        Answer first = anybody.get("openapi");
        assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
        Answer again = anybody.send(anybody.request("openapi").header("If-None-Match", first.header("ETag")));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        Answer json =
                anybody.send(anybody.request("openapi?format=JSON").header("If-None-Match", first.header("ETag")));
        assertThat(json.status()).isEqualTo(200);
    }

    @Test
    void refusesWhatMeansNothing() {
        Answer form = anybody.get("openapi?format=XML");
        assertThat(form.status()).isEqualTo(400);
        assertThat(form.json().getJsonObject("error").getString("description")).contains("must be JSON or YAML");
        Answer post = anybody.send(anybody.request("openapi").POST(BodyPublishers.noBody()));
        assertThat(post.status()).isEqualTo(405);
        assertThat(post.header("Allow")).isEqualTo("GET, HEAD");
        assertThat(anybody.get("v2/openapi").status()).isEqualTo(404);
    }

    @Test
    void leavesNothingOfAnotherDescriptionAtItsAddress() {
        for (String path : List.of("openapi/", "%6fpenapi/", "openapi/x", "OPENAPI")) {
            Answer answer = anybody.get(path);
            assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(404);
        }
    }

    @Tag("payara")
    @Test
    void needsNoTokenButNoneThatIsWrong() {
        Api wrong = new Api(URI.create(url.toString()), "nonsense");
        assertThat(wrong.get("openapi").status()).isEqualTo(401);
        assertThat(wrong.get("health/live").status()).isEqualTo(401);
    }

    @Tag("payara")
    @Test
    void describesTheServersOwnEndpoints() {
        for (String path : List.of("health", "health/live", "health/ready", "health/started")) {
            Answer health = anybody.get(path);
            assertThat(health.status()).as(path).isEqualTo(200);
            assertThat(health.json().getString("status")).isEqualTo("UP");
        }
    }

    /** Whoever sends one that is unknown is told those that there are: exactly those of the document. */
    @Test
    void hasEveryQueryParameterThatTheServerKnows() {
        Api api = new Api(
                URI.create(url.toString()),
                ServerUnderTest.tokens()
                        .token()
                        .claim("scope", Json.createValue("ds_queries_run ds_accounts_read ds_admin"))
                        .sign());
        List<Operation> operations = ApiDocument.read().operations().stream()
                .filter(operation ->
                        !operation.isOfServer() && !operation.path().startsWith("/query/data"))
                .toList();
        assertThat(operations).hasSizeGreaterThan(14);
        for (Operation operation : operations) {
            String path = operation
                            .path()
                            .substring(1)
                            .replace("{batch_id}", NOWHERE)
                            .replace("{delivery_id}", NOWHERE + "_delivery_1")
                            .replace("{recurrence_id}", NOWHERE.replace("qrb_", "qrs_"))
                            .replace("{key_id}", "api_0000000000000000")
                    + "?no_such=1";
            Answer answer = api.send(api.request(path)
                    .header("Content-Type", "application/json")
                    .method(operation.method(), BodyPublishers.ofString("{}")));
            assertThat(answer.status()).as(operation + answer.body()).isEqualTo(400);
            List<String> known = known(answer.json());
            assertThat(known)
                    .as(operation.toString())
                    .containsExactlyInAnyOrderElementsOf(operation.parameters("query"));
        }
    }

    private static List<String> known(JsonObject refusal) {
        String told = refusal.getJsonObject("error").getString("description");
        String said = told.lines()
                .filter(line -> line.contains("no_such"))
                .findFirst()
                .orElseThrow();
        return said.endsWith("there are none")
                ? List.of()
                : Stream.of(said.split("known are ", 2)[1].split(", ")).toList();
    }
}
