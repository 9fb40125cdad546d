package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.connectors.jdbc.Databases;
import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database goes away in the middle of a batch and comes back. */
@Tag("postgresql")
class StoreOutageIT {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final int port = ServerProcess.freePort();

    @Test
    void saysSoWhileItLastsAndFinishesTheBatchAfterwards() throws IOException {
        Path home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "outage");
        EmbeddedPostgres postgres = startPostgres(home);
        try (ServerProcess server = ServerProcess.in(home)
                .with("QUERYBATCH_DB_URL", "jdbc:postgresql://127.0.0.1:" + port + "/postgres")
                .with("QUERYBATCH_DB_USER", "postgres")
                .with("QUERYBATCH_DB_PASSWORD", "postgres")
                .start()) {
            Api api = CrashIT.api(server);
            assertThatTheOperatorIsTold(server, api);
            noteHowCommitsAreMade("batch");
            noteHowCommitsAreMade("query");
            String batch = Batches.submit(api, CrashIT.BODY);
            CrashIT.awaitSuccesses(api, batch, 100);
            postgres.close();
            assertThatEverybodyIsTold(server, api, batch);
            postgres = startPostgres(home);
            Poll.until(LONGEST, "the server is ready again", () -> server.healthIs("health/ready", 200));
            JsonObject ended = Batches.awaitEnd(api, batch, LONGEST);
            assertThat(ended.getString("outcome")).isEqualTo("completed");
            assertThat(ended.getJsonObject("progress").getInt("success")).isEqualTo(CrashIT.QUERIES);
            CrashIT.assertEveryResultIsTheTruth(api, batch);
            assertThatEveryCommitWaitedForTheDisk();
        } finally {
            postgres.close();
        }
    }

    /** Databases of the tests do not wait for the disk: what a server of its own can change about that it does. */
    private static void assertThatTheOperatorIsTold(ServerProcess server, Api api) {
        assertThat(server.log())
                .contains("the database runs with fsync=off: what it commits survives death of the process, no more");
        assertThat(api.get("health/ready").body())
                .contains("\"commits_survive\":\"death of the process\"")
                .contains("\"accepted_survive\":\"death of the process\"");
    }

    private static void assertThatEverybodyIsTold(ServerProcess server, Api api, String batch) {
        Poll.until(LONGEST, "the server is no longer ready", () -> server.healthIs("health/ready", 503));
        assertThat(server.healthIs("health/live", 200)).isTrue();
        for (Answer answer : new Answer[] {
            api.get(batch),
            api.get(batch + "/status"),
            api.delete(batch),
            api.post("query/batch", CrashIT.BODY),
            api.get("query/results?schedule_id=" + batch.substring(batch.lastIndexOf('/') + 1) + "_query_1"),
        }) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.json().keySet()).containsExactlyInAnyOrder("meta", "error");
            assertThat(answer.json().getJsonObject("error").getString("code")).isEqualTo("SERVICE_UNAVAILABLE");
            assertThat(answer.body()).doesNotContainIgnoringCase("postgres").doesNotContain("127.0.0.1");
        }
        assertThat(api.get("query/batch/1").status()).isEqualTo(404);
    }

    /** The server's own default is off, as in every database of the tests. */
    private void noteHowCommitsAreMade(String table) {
        assertThat(Databases.single(database(), "show synchronous_commit")).isEqualTo("off");
        Databases.execute(
                database(),
                "alter table " + table + " add column made text default current_setting('synchronous_commit')");
    }

    /** Those of connections that were made before the outage, and after it. */
    private void assertThatEveryCommitWaitedForTheDisk() {
        assertThat(Databases.single(database(), "select string_agg(distinct made, ',') from batch"))
                .isEqualTo("on");
        assertThat(Databases.single(database(), "select string_agg(distinct made, ',') from query"))
                .isEqualTo("on");
    }

    private Map<String, String> database() {
        return Map.of(
                "url", "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "user", "postgres", "password", "postgres");
    }

    private EmbeddedPostgres startPostgres(Path home) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(home.resolve("postgresql"))
                .setCleanDataDirectory(false)
                .start();
    }
}
