package io.querybatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The numbers of the uber-jar, as Prometheus reads them, beside what really happened. */
@Tag("h2")
class MetricsIT {

    private static final int QUERIES = 229;
    private static final String BODY = """
            {"split_accounts_policy":"all","query_concurrency":8,
             "queries":[{"ds_id":"FLIGHTS","ds_accounts":"list.all_accounts","start_date":"2001-02-01","end_date":"2001-02-01",
                         "fields":"date,origin,flights"%s}]}""";

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*(?:\\{.*\\})?) (\\S+)");
    private static final Pattern OURS = Pattern.compile("querybatch_\\w+");

    private static ServerProcess server;
    private static Api admin;

    @BeforeAll
    static void start() throws IOException {
        Path home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "metrics");
        server = ServerProcess.in(home).with(TestStore.fresh().environment()).start();
        admin = new Api(server.url(), DevTokens.token(home, "--scope", "ds_queries_run ds_accounts_read ds_admin"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Map<String, Double> scrape() {
        Answer answer = admin.get("metrics");
        assertThat(answer.status()).isEqualTo(200);
        Map<String, Double> samples = new TreeMap<>();
        answer.body().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher matcher = SAMPLE.matcher(line);
            assertThat(matcher.matches()).as(line).isTrue();
            samples.put(matcher.group(1), Double.valueOf(matcher.group(2)));
        });
        return samples;
    }

    private static double sum(Map<String, Double> samples, String prefix) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith(prefix))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** A batch most of which waits. */
    private static String paused() {
        String batch = Batches.submit(admin, BODY.formatted(",\"cache_minutes\":0,\"settings\":{\"no_fusion\":true}"));
        admin.patch(batch, "{\"paused\":true}");
        return batch;
    }

    @Test
    void countsWhatHasHappened() {
        Map<String, Double> before = scrape();
        String fused = Batches.submit(admin, BODY.formatted(""));
        Batches.awaitEnd(admin, fused, Duration.ofMinutes(2));
        String again = Batches.submit(admin, BODY.formatted(",\"cache_minutes\":60"));
        Batches.awaitEnd(admin, again, Duration.ofMinutes(2));
        String paused = paused();

        Map<String, Double> after = scrape();
        String success = "querybatch_outcomes_total{data_source=\"FLIGHTS\",outcome=\"success\"}";
        assertThat(after.get(success) - before.getOrDefault(success, 0.0)).isGreaterThanOrEqualTo(2 * QUERIES);
        assertThat(after)
                .containsEntry("querybatch_claimed_total{data_source=\"FLIGHTS\",way=\"reused\"}", (double) QUERIES);
        assertThat(after.get("querybatch_claimed_total{data_source=\"FLIGHTS\",way=\"shared_scan\"}"))
                .isGreaterThan(QUERIES / 2.0);
        assertThat(sum(after, "querybatch_backlog_queued{data_source=\"FLIGHTS\",tenant=\"acme\"}"))
                .isBetween(1.0, (double) QUERIES);
        assertThat(sum(after, "querybatch_backlog_oldest_seconds{")).isPositive();
        assertThat(sum(
                        after,
                        "querybatch_requests_seconds_count{method=\"POST\",route=\"/query/batch\",status=\"201\""))
                .isGreaterThanOrEqualTo(3);
        assertThat(sum(after, "jvm_memory_used_bytes{")).isPositive();
        admin.delete(paused);
    }

    @Test
    void isForAdministratorsAlone() {
        Answer user = new Api(server.url(), DevTokens.token(server.home())).get("metrics");
        assertThat(user.status()).isEqualTo(403);
        assertThat(user.body()).contains("\"code\":\"FORBIDDEN\"").doesNotContain("querybatch_");
        Answer nobody = new Api(server.url(), null).get("metrics");
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.body()).contains("\"code\":\"UNAUTHORIZED\"").doesNotContain("querybatch_");
    }

    @Test
    void speaksOpenMetricsToWhoAsksForIt() {
        Answer answer = admin.send(admin.request("metrics")
                .header("Accept", "application/openmetrics-text;version=1.0.0")
                .GET());
        assertThat(answer.header("Content-Type")).startsWith("application/openmetrics-text");
        assertThat(answer.body()).endsWith("# EOF\n").contains("# TYPE querybatch_claim_seconds histogram");
    }

    /** A panel or an alert about a number that is not there would be silent for ever. */
    @Test
    void theDashboardAndTheAlertsAskForNumbersThatThereAre() throws IOException {
        Batches.awaitEnd(admin, Batches.submit(admin, BODY.formatted("")), Duration.ofMinutes(2));
        String waits = paused();
        Set<String> there = new TreeSet<>();
        scrape().keySet().forEach(sample -> there.add(sample.replaceAll("\\{.*", "")));
        admin.delete(waits);
        Path folder = Project.base().resolve("server-config/observability");
        for (String file : new String[] {"grafana-dashboard.json", "prometheus-alerts.yaml"}) {
            Set<String> asked = new TreeSet<>();
            OURS.matcher(Files.readString(folder.resolve(file))).results().forEach(found -> asked.add(found.group()));
            assertThat(asked).as(file).isNotEmpty();
            assertThat(there).as(file).containsAll(asked);
        }
    }
}
