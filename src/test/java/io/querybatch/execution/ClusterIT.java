package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.connectors.jdbc.Databases;
import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.TestStore;
import io.querybatch.testing.Tokens;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two servers over one PostgreSQL, asking another PostgreSQL whose queries take as long as they are told. */
@Tag("postgresql")
class ClusterIT {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** What the contract of cancelling across nodes promises, and what it takes to look. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final String SLEEPER = """
            ds_id: SLEEPER
            name: Sleeps
            connector: jdbc
            connection: {url: '%s', user: '%s', password: '%s'}
            from: (select s.account, s.n, pg_sleep(s.seconds) as slept from sleeper s)
            accounts: {column: account, list: [{id: long}, {id: middle}, {id: short}]}
            fields:
              - {id: n, name: N, type: met, data_type: int.number.value, sql: sum(n)}
            limits: {concurrency: 40}
            """;

    private final Map<String, String> source = Databases.postgresql();
    private final TestStore store = TestStore.freshPostgresql();
    private ServerProcess one;
    private ServerProcess two;
    private Api first;
    private Api second;

    @BeforeEach
    void start() throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "cluster");
        Databases.execute(
                source,
                "create table sleeper (account text, n int, seconds float)",
                "insert into sleeper values ('long', 1, 120), ('middle', 3, 3), ('short', 2, 0.2)");
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(
                catalog.resolve("sleeper.yaml"),
                SLEEPER.formatted(source.get("url"), source.get("user"), source.get("password")));
        Tokens tokens = Tokens.fresh();
        Path key = Files.writeString(folder.resolve("key.pem"), tokens.publicKeyPem());
        Map<String, String> shared = Map.of(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                key.toString(),
                "QUERYBATCH_CATALOG",
                catalog.toString(),
                "QUERYBATCH_RESULTS",
                folder.resolve("results").toString(),
                "QUERYBATCH_WORKERS",
                "24",
                "QUERYBATCH_WORKERS_RESERVED",
                "0",
                "QUERYBATCH_DRAIN",
                "PT1S");
        one = ServerProcess.in(folder.resolve("one"))
                .with(store.environment())
                .with(shared)
                .launch();
        two = ServerProcess.in(folder.resolve("two"))
                .with(store.environment())
                .with(shared)
                .launch();
        one.awaitReady();
        two.awaitReady();
        first = new Api(one.url(), tokens.token().tenant("acme").sign());
        second = new Api(two.url(), tokens.token().tenant("acme").sign());
    }

    @AfterEach
    void end() {
        one.close();
        two.close();
    }

    private static String body(String account, int items, int concurrency) {
        String item =
                "{\"ds_id\":\"SLEEPER\",\"ds_accounts\":\"%s\",\"fields\":\"n\",\"settings\":{\"no_fusion\":true}}"
                        .formatted(account);
        return "{\"query_concurrency\":%d,\"queries\":[%s]}"
                .formatted(concurrency, String.join(",", Collections.nCopies(items, item)));
    }

    private long sleeping() {
        return Long.parseLong(Databases.single(
                source,
                "select count(*) from pg_stat_activity where state = 'active' and query like '%sleeper%'"
                        + " and pid <> pg_backend_pid()"));
    }

    private static int running(Api api, String batch) {
        return Batches.information(api, batch).getJsonObject("progress").getInt("running");
    }

    @Test
    void bothRunWhatOneAcceptedAndEitherAnswers() {
        String batch = Batches.submit(first, body("short", 200, 50));
        JsonObject ended = Batches.awaitEnd(second, batch, LONGEST);
        assertThat(ended.getJsonObject("progress").getInt("success")).isEqualTo(200);
        assertThat(Databases.single(Databases.of(store), "select count(distinct node_id) from query"))
                .isEqualTo("2");
        for (JsonObject query : Batches.queries(second, batch)) {
            String path = "query/results?schedule_id=" + query.getString("schedule_id");
            assertThat(first.get(path).json().getJsonArray("data"))
                    .isEqualTo(second.get(path).json().getJsonArray("data"));
        }
    }

    @Test
    void cancellingOnOneServerKillsTheStatementsOfTheOtherAndEachQuerySaysHowItEnded() {
        String batch = Batches.submit(first, body("long", 1_000, 50));
        Poll.until(LONGEST, "both servers are full", () -> sleeping() >= 48);
        second.delete(batch);
        Poll.until(SOON, "no statement is left", () -> sleeping() == 0);
        JsonObject ended = Batches.awaitEnd(second, batch, SOON);
        assertThat(ended.getString("outcome")).isEqualTo("cancelled");
        Map<String, Long> ends = Batches.queries(first, batch).stream()
                .collect(Collectors.groupingBy(
                        query -> query.getJsonObject("error_info").getString("code") + " "
                                + query.getJsonObject("error_info").getString("cancel"),
                        Collectors.counting()));
        assertThat(ends).containsOnlyKeys("QUERY_CANCELLED never_started", "QUERY_CANCELLED killed_at_source");
        assertThat(ends.get("QUERY_CANCELLED killed_at_source")).isGreaterThanOrEqualTo(48);
        assertThat(ends.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(1_000);
    }

    @Test
    void aServerThatIsToldToEndHandsItsQueriesBackUncharged() {
        String batch = Batches.submit(first, body("middle", 300, 50));
        Poll.until(LONGEST, "both servers work", () -> running(second, batch) > 24);
        one.terminate();
        JsonObject ended = Batches.awaitEnd(second, batch, LONGEST);
        assertThat(ended.getJsonObject("progress").getInt("success")).isEqualTo(300);
        assertThat(Databases.single(Databases.of(store), "select max(attempt) from query"))
                .isEqualTo("1");
        assertThat(Databases.single(Databases.of(store), "select count(*) from node"))
                .isEqualTo("1");
    }
}
