package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.connectors.jdbc.Databases;
import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
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
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two servers over one PostgreSQL, asking another PostgreSQL whose queries take as long as they are told. */
@Tag("postgresql")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** What the contract of cancelling across nodes promises, and what it takes to look. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final int WORKERS = 24;
    private static final int RESERVED = 1;

    /** As many queries as both servers together run for batches. */
    private static final int FULL = 2 * (WORKERS - RESERVED);

    private static final String SOURCE = """
            ds_id: %s
            name: Of PostgreSQL
            connector: jdbc
            connection: {url: '%s', user: '%s', password: '%s'}
            from: (select s.account, s.n, %s as slept from sleeper s)
            accounts: {column: account, list: [{id: long}, {id: middle}, {id: short}]}
            fields:
              - {id: n, name: N, type: met, data_type: int.number.value, sql: sum(n)}
            limits: {concurrency: %d}
            """;

    private final Tokens tokens = Tokens.fresh();
    private final Map<String, String> source = Databases.postgresql();
    private final TestStore store = TestStore.freshPostgresql();
    private final Map<String, String> shared = new HashMap<>();
    private Path folder;
    private ServerProcess one;
    private ServerProcess two;
    private Api first;
    private Api second;

    @BeforeAll
    void prepare() throws IOException {
        folder = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "cluster");
        Databases.execute(
                source,
                "create table sleeper (account text, n int, seconds float)",
                "insert into sleeper values ('long', 1, 120), ('middle', 3, 3), ('short', 2, 0.2)",
                "create function conflict() returns int language plpgsql as"
                        + " 'begin raise exception using errcode = ''serialization_failure''; end'");
        writeSource("SLEEPER", "pg_sleep(s.seconds)", 40);
        writeSource("NARROW", "pg_sleep(s.seconds)", 1);
        writeSource("FALTERING", "conflict()", 40);
        Path key = Files.writeString(folder.resolve("key.pem"), tokens.publicKeyPem());
        shared.putAll(store.environment());
        shared.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", key.toString());
        shared.put("QUERYBATCH_CATALOG", folder.resolve("catalog").toString());
        shared.put("QUERYBATCH_RESULTS", folder.resolve("results").toString());
        shared.put("QUERYBATCH_WORKERS", String.valueOf(WORKERS));
        shared.put("QUERYBATCH_WORKERS_RESERVED", String.valueOf(RESERVED));
        shared.put("QUERYBATCH_DRAIN", "PT1S");
    }

    private void writeSource(String name, String call, int concurrency) throws IOException {
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(
                catalog.resolve(name + ".yaml"),
                SOURCE.formatted(
                        name, source.get("url"), source.get("user"), source.get("password"), call, concurrency));
    }

    /** Those that are not there any more, or not yet: starting one takes longer than most tests. */
    @BeforeEach
    void start() {
        one = alive("one", one);
        two = alive("two", two);
        one.awaitReady();
        two.awaitReady();
        first = new Api(one.url(), tokens.token().tenant("acme").sign());
        second = new Api(two.url(), tokens.token().tenant("acme").sign());
    }

    private ServerProcess alive(String name, ServerProcess server) {
        return server != null && server.isAlive()
                ? server
                : ServerProcess.in(folder.resolve(name)).with(shared).launch();
    }

    @AfterAll
    void end() {
        one.close();
        two.close();
    }

    private static String body(String account, int items, int concurrency) {
        return body("SLEEPER", account, items, concurrency);
    }

    /** All alike, and each to be executed. */
    private static String body(String dataSource, String account, int items, int concurrency) {
        String item =
                "{\"ds_id\":\"%s\",\"ds_accounts\":\"%s\",\"fields\":\"n\",\"settings\":{\"no_fusion\":true},\"cache_minutes\":0}"
                        .formatted(dataSource, account);
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
    void warnsOfReportsInTheClusterOfTheStore() {
        assertThat(one.log()).containsPattern("catalog: .*SLEEPER.*: in the PostgreSQL cluster of querybatch.db.url");
    }

    @Test
    void bothRunWhatOneAcceptedAndEitherAnswers() {
        String batch = Batches.submit(first, body("short", 200, 50));
        JsonObject ended = Batches.awaitEnd(second, batch, LONGEST);
        assertThat(ended.getJsonObject("progress").getInt("success")).isEqualTo(200);
        assertThat(ofQueries(batch, "count(distinct node_id)")).isEqualTo("2");
        for (JsonObject query : Batches.queries(second, batch)) {
            String path = "query/results?schedule_id=" + query.getString("schedule_id");
            assertThat(first.get(path).json().getJsonArray("data"))
                    .isEqualTo(second.get(path).json().getJsonArray("data"));
        }
    }

    @Test
    void cancellingOnOneServerKillsTheStatementsOfTheOtherAndEachQuerySaysHowItEnded() {
        String batch = Batches.submit(first, body("long", 1_000, 50));
        Poll.until(LONGEST, "both servers are full", () -> sleeping() >= FULL);
        assertThatWhoWaitsForOneQueryIsAnswered(first);
        assertThatWhoWaitsForOneQueryIsAnswered(second);
        assertThat(sleeping()).as("queries of the batch").isEqualTo(FULL);
        assertThat(query(first, batch, 1_000).getString("waiting_for")).isEqualTo("server_capacity");
        assertThatNoTransactionOfTheStoreIsOld();
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
        assertThat(ends.get("QUERY_CANCELLED killed_at_source")).isGreaterThanOrEqualTo(FULL);
        assertThat(ends.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(1_000);
    }

    /** Nothing a query does while it runs keeps a transaction of the store open, which would keep it from being vacuumed. */
    private void assertThatNoTransactionOfTheStoreIsOld() {
        Poll.until(
                LONGEST,
                "the queries have run for a while",
                () -> Databases.single(source, """
                        select coalesce(min(query_start) < now() - interval '3 seconds', false) from pg_stat_activity
                        where state = 'active' and query like '%sleeper%' and pid <> pg_backend_pid()""").equals("t"));
        assertThat(Databases.single(Databases.of(store), """
                        select count(*) from pg_stat_activity where datname = current_database()
                        and application_name = 'querybatch' and xact_start < now() - interval '2 seconds'""")).isEqualTo("0");
    }

    private String ofQueries(String batch, String what) {
        String id = batch.substring(batch.lastIndexOf('/') + 1);
        return Databases.single(Databases.of(store), "select " + what + " from query where batch_id = '" + id + "'");
    }

    private static JsonObject query(Api api, String batch, int n) {
        return api.get(batch + "/status?limit=1&offset=" + (n - 1))
                .json()
                .getJsonArray("data")
                .getJsonObject(0);
    }

    @Test
    void whoWaitsForASourceThatIsFullOrInTroubleIsToldSo() {
        String full = Batches.submit(first, body("NARROW", "long", 10, 10));
        Poll.until(
                LONGEST,
                "one runs on each server, and the last waits for them",
                () -> running(first, full) == 2
                        && query(first, full, 10).getString("waiting_for").equals("source_limit"));
        assertThat(query(second, full, 10).getInt("position")).isEqualTo(8);
        second.delete(full);

        String faltering = Batches.submit(second, body("FALTERING", "short", 1, 1));
        Poll.until(
                LONGEST,
                "it waits for its next attempt",
                () -> query(first, faltering, 1).getString("waiting_for", "").equals("retry_backoff"));
        Batches.awaitEnd(first, faltering, LONGEST);
        JsonObject failed = query(second, faltering, 1);
        assertThat(failed.getInt("attempt")).isEqualTo(3);
        assertThat(failed.getJsonObject("error_info").getString("code")).isEqualTo("QUERY_SOURCE_ERROR");
        Batches.awaitEnd(first, full, LONGEST);
    }

    /** In reserved workers: all others sleep for two minutes, and more of their kind wait. */
    private static void assertThatWhoWaitsForOneQueryIsAnswered(Api api) {
        Answer answer = api.get("query/data/json?ds_id=SLEEPER&ds_accounts=short&fields=n&sync_timeout="
                + SOON.toSeconds() + "&schedule_id=" + UUID.randomUUID());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getJsonObject("meta").getString("status_code")).isEqualTo("SUCCESS");
        assertThat(answer.json().getJsonArray("data").getJsonArray(1).getInt(0)).isEqualTo(2);
    }

    @Test
    void aServerThatIsToldToEndHandsItsQueriesBackUncharged() {
        String batch = Batches.submit(first, body("middle", 300, 50));
        Poll.until(LONGEST, "both servers work", () -> running(second, batch) > 24);
        one.terminate();
        JsonObject ended = Batches.awaitEnd(second, batch, LONGEST);
        assertThat(ended.getJsonObject("progress").getInt("success")).isEqualTo(300);
        one.awaitExit(LONGEST);
        assertThat(ofQueries(batch, "max(attempt)")).isEqualTo("1");
        assertThat(Databases.single(Databases.of(store), "select count(*) from node"))
                .isEqualTo("1");
    }
}
