package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A tenant at its cap is told so, and nobody else is kept. That nodes hold a cap together shows the store's contract. */
@Tag("h2")
class TenantLimitIT {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int CAP = 1;

    @Test
    void aTenantThatRunsAllItMayIsToldSo() throws IOException {
        Path home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "tenant");
        try (ServerProcess server = ServerProcess.in(home)
                .with("QUERYBATCH_TENANT_CONCURRENCY", String.valueOf(CAP))
                .with("QUERYBATCH_WORKERS", "8")
                .with("QUERYBATCH_SLOT_SCANS", "1") // what runs are slots, and those have the cap
                .start()) {
            Api acme = CrashIT.api(server);
            Api globex = new Api(
                    server.url(),
                    DevTokens.token(home, "--tenant", "globex", "--scope", "ds_queries_run", "--ttl", "PT5M"));
            String batch = Batches.submit(acme, CrashIT.BODY);
            JsonObject page = Poll.get(LONGEST, "the last query waits for the tenant", () -> {
                JsonObject answer = last(acme, batch);
                return waitingFor(answer).equals("tenant_limit") ? answer : null;
            });
            assertThat(page.getJsonObject("meta").getJsonObject("progress").getInt("running"))
                    .isLessThanOrEqualTo(CAP);
            assertThat(page.getJsonArray("data").getJsonObject(0).getInt("position"))
                    .isBetween(1, CrashIT.QUERIES - CAP);
            JsonObject others = Batches.awaitEnd(
                    globex,
                    Batches.submit(
                            globex,
                            CrashIT.BODY.replace("list.all_accounts", "ORD").replace("04-03", "04-01")),
                    LONGEST);
            assertThat(others.getString("outcome")).isEqualTo("completed");
            assertThat(Batches.information(acme, batch).getString("status_code"))
                    .isEqualTo("RUNNING");
            acme.delete(batch);
            Batches.awaitEnd(acme, batch, LONGEST);
        }
    }

    private static JsonObject last(Api api, String batch) {
        return api.get(batch + "/status?limit=1&offset=" + (CrashIT.QUERIES - 1))
                .json();
    }

    private static String waitingFor(JsonObject page) {
        return page.getJsonArray("data").getJsonObject(0).getString("waiting_for", "");
    }
}
