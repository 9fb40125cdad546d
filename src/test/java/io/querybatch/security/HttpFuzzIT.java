package io.querybatch.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.security.RequestFuzzer.Fuzzed;
import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.openapi.ApiDocument;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole HTTP surface under requests that nobody would send: whatever comes, the answer is one of the OpenAPI document (every
 * exchange is held against it), none is our fault, none tells how we are made, and the server is as it was.
 * {@code -Dfuzz.requests=50000} sends more of them, {@code -Dfuzz.seed} others.
 */
@Tag("h2")
class HttpFuzzIT {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 2_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** Of our program and of its machine. What callers have sent is not among it: errors may quote that. */
    private static final Pattern INSIDE = Pattern.compile(
            "(?is)\\bjava[x.]\\w|jakarta\\.|\\bat io\\.|querybatch\\.[a-z]+\\.[A-Z]|payara|grizzly|glassfish|jersey|weld|hibernate|jdbc:|nimbus"
                    + "|org\\.h2|duckdb\\.|\\w+Exception\\b|"
                    + Stream.of(
                                    Project.base().toString(),
                                    System.getProperty("user.home") + "/",
                                    System.getProperty("java.io.tmpdir"))
                            .map(Pattern::quote)
                            .collect(Collectors.joining("|")));

    private static final String BATCH = """
            {"queries":[{"ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-05-01","end_date":"2001-05-01",
              "fields":"date,flights"}]}""";

    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private ServerProcess server;

    @Test
    void whateverComesTheAnswerIsOneOfTheDocument() throws IOException {
        Path home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "fuzz");
        try (ServerProcess started =
                ServerProcess.in(home).with(ServerProcess.NO_REQUEST_LIMITS).start()) {
            server = started;
            String token = DevTokens.token(home, "--tenant", "acme");
            String admin = DevTokens.token(home, "--tenant", "operations", "--scope", "ds_admin");
            List<String> tokens = List.of(token, token, token, admin);
            RequestFuzzer fuzzer = new RequestFuzzer(ApiDocument.read(), things(token), tokens, SEED);
            send(fuzzer, REQUESTS / 4);
            long before = server.heapInUse();
            send(fuzzer, REQUESTS - REQUESTS / 4);
            System.out.println("seed " + SEED + ", answers by status: " + statuses);
            assertThat(faults).as("seed " + SEED).isEmpty();
            assertThat(statuses).containsKeys(200, 400, 401, 403, 404, 405);
            assertThat(server.heapInUse()).isLessThan(before * 3 / 2);
            assertThat(new Api(server.url(), token).get("query/batch").status()).isEqualTo(200);
        }
    }

    /** Ids that are there. */
    private Map<String, String> things(String token) {
        Api api = new Api(server.url(), token);
        String batch = Batches.submit(api, BATCH);
        Batches.awaitEnd(api, batch, LONGEST);
        String id = batch.substring(batch.lastIndexOf('/') + 1);
        String schedule = api.post("query/schedule", "{\"cron\":\"0 0 1 1 *\",\"batch\":" + BATCH + "}")
                .data()
                .getString("recurrence_id");
        return Map.of(
                "batch_id",
                id,
                "recurrence_id",
                schedule,
                "delivery_id",
                id + "_delivery_1",
                "key_id",
                "api_0123456789abcdef",
                "format",
                "json");
    }

    private void send(RequestFuzzer fuzzer, int requests) {
        for (int i = 0; i < requests && faults.size() < 20; i++) {
            Fuzzed fuzzed = fuzzer.next();
            try {
                look(send(fuzzed));
            } catch (AssertionError | RuntimeException e) {
                faults.add(fuzzed + "\n  " + e);
            }
        }
    }

    private Answer send(Fuzzed fuzzed) {
        HttpRequest.Builder request = new Api(server.url(), null)
                .request(URI.create(server.url() + fuzzed.target()).toString())
                .method(
                        fuzzed.method(),
                        fuzzed.body() == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(fuzzed.body(), StandardCharsets.ISO_8859_1));
        fuzzed.headers().forEach(request::header);
        return new Api(server.url(), null).send(request);
    }

    private void look(Answer answer) {
        statuses.merge(answer.status(), 1, Integer::sum);
        assertThat(answer.status()).as(answer.body()).isLessThan(500);
        assertThat(answer.header("X-Request-Id")).hasSize(32);
        assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by", "x-injected");
        if (answer.status() >= 400) {
            // Ids are random letters, which mean something now and then.
            String said = answer.body().replace(answer.header("X-Request-Id"), "");
            assertThat(INSIDE.matcher(said).find()).as(said).isFalse();
        }
    }
}
