package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.TestStore;
import io.querybatch.testing.Truth;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** 201 means kept, and nothing is lost or done twice: a real process is killed in the middle of a batch, twice. */
class CrashIT {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** One for each airport and day. */
    static final int QUERIES = 229 * 3;

    static final String BODY = """
            {"split_accounts_policy":"all","split_dates_policy":"day","query_concurrency":8,
             "queries":[{"ds_id":"FLIGHTS","ds_accounts":"list.all_accounts","start_date":"2001-04-01",
                         "end_date":"2001-04-03","fields":"%s","settings":{"no_fusion":true}}]}""".formatted(Truth.FIELDS);

    @Test
    void aBatchSurvivesTheDeathOfItsServer() throws IOException {
        Path home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "crash");
        Map<String, String> store = TestStore.fresh().environment();
        String batch;
        try (ServerProcess server = ServerProcess.in(home).with(store).start()) {
            Api api = api(server);
            batch = Batches.submit(api, BODY);
            awaitSuccesses(api, batch, 100);
            server.kill();
        }
        try (ServerProcess server = ServerProcess.in(home).with(store).start()) {
            awaitSuccesses(api(server), batch, 300);
            server.kill();
        }
        try (ServerProcess server = ServerProcess.in(home).with(store).start()) {
            Api api = api(server);
            JsonObject ended = Batches.awaitEnd(api, batch, LONGEST);
            JsonObject progress = ended.getJsonObject("progress");
            assertThat(ended.getString("outcome")).isEqualTo("completed");
            assertThat(progress.getInt("success")).isEqualTo(QUERIES);
            assertThat(progress.getInt("queued") + progress.getInt("running") + progress.getInt("failure"))
                    .isZero();
            assertEveryResultIsTheTruth(api, batch);
            // What was stored and not published when the server died goes with the sweep of the ended batch.
            Poll.until(LONGEST, "what was never published is swept", () -> isOneOfEach(filesOf(home)));
        }
    }

    /**
     * A pack that is called after a query stays while one of its results counts, although that of the query may have been computed again and
     * be in a file of its own.
     */
    private static boolean isOneOfEach(List<String> names) {
        return names.stream().allMatch(name -> name.matches("\\d+-\\d+\\.qb[rp]"))
                && names.stream()
                                .map(name -> name.replaceAll("-\\d+", ""))
                                .distinct()
                                .count()
                        == names.size();
    }

    static Api api(ServerProcess server) {
        return new Api(server.url(), DevTokens.token(server.home()));
    }

    static void awaitSuccesses(Api api, String batch, int successes) {
        Poll.until(
                LONGEST,
                successes + " queries are done",
                () -> Batches.information(api, batch).getJsonObject("progress").getInt("success") >= successes);
    }

    static void assertEveryResultIsTheTruth(Api api, String batch) {
        Truth truth = Truth.flights("2001-04-01", "2001-04-03");
        Set<String> seen = new HashSet<>();
        int rows = 0;
        for (JsonObject query : Batches.queries(api, batch)) {
            JsonObject split = query.getJsonObject("split_info");
            String airport = split.getJsonArray("ds_accounts").getString(0);
            String day = split.getString("start_date");
            assertThat(seen.add(airport + day)).isTrue();
            List<List<Object>> got =
                    Truth.dataRows(api.get(query.getJsonObject("result_info").getString("results_url"))
                            .json());
            assertThat(got.stream().map(Truth::comparable))
                    .as(airport + " " + day)
                    .isEqualTo(truth.rows(airport, day).stream()
                            .map(Truth::comparable)
                            .toList());
            rows += got.size();
        }
        assertThat(rows).isEqualTo(truth.size());
    }

    /** Files of results, by the numbers of the queries that lead them: what a killed attempt left behind must be gone. */
    private static List<String> filesOf(Path home) {
        try (Stream<Path> files = Files.walk(home.resolve("results"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // The sweep was faster; the next look tells.
            return List.of(".part");
        }
    }
}
