package io.querybatch.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two servers over one PostgreSQL, one of which is killed while both submit what is due. */
@Tag("postgresql")
class ScheduleClusterIT {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int SCHEDULES = 60;
    private static final String EVERY_MINUTE = """
            {"cron":"* * * * *","overlap":"allow","batch":{"queries":[{"ds_id":"FLIGHTS","ds_accounts":"ORD",
              "date_range_type":"yesterday","fields":"date,flights"}]}}""";

    private final Tokens tokens = Tokens.fresh();
    private ServerProcess one;
    private ServerProcess two;
    private Api api;

    @BeforeEach
    void start() throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "schedules");
        Path key = Files.writeString(folder.resolve("key.pem"), tokens.publicKeyPem());
        Map<String, String> shared = new HashMap<>(TestStore.freshPostgresql().environment());
        shared.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", key.toString());
        shared.put("QUERYBATCH_CATALOG", Project.catalog().toString());
        shared.put("QUERYBATCH_RESULTS", folder.resolve("results").toString());
        one = ServerProcess.in(folder.resolve("one")).with(shared).launch();
        two = ServerProcess.in(folder.resolve("two")).with(shared).launch();
        one.awaitReady();
        two.awaitReady();
        api = new Api(two.url(), tokens.token().tenant("acme").sign());
    }

    @AfterEach
    void end() {
        one.close();
        two.close();
    }

    private List<JsonObject> data(String path) {
        return api.get(path).json().getJsonArray("data").getValuesAs(JsonObject.class);
    }

    private List<JsonObject> batches() {
        return data("query/batch?limit=1000");
    }

    @Test
    void eachDueTimeHasOneBatchWhenAServerIsKilledMeanwhile() {
        Map<String, Instant> firstDue = new HashMap<>();
        for (int i = 0; i < SCHEDULES; i++) {
            Answer made = api.post("query/schedule", EVERY_MINUTE);
            assertThat(made.status()).as(made.body()).isEqualTo(201);
            firstDue.put(
                    made.data().getString("recurrence_id"),
                    Instant.parse(made.data().getString("next_run_time")));
        }
        assertThat(Poll.within(LONGEST, Duration.ofMillis(5), () -> !batches().isEmpty()))
                .isTrue();
        one.kill();
        Poll.until(
                LONGEST,
                "all were due",
                () -> firstDue.keySet().stream().noneMatch(id -> data("query/schedule/" + id + "/runs").isEmpty()));
        firstDue.forEach((id, due) -> {
            assertThat(api.patch("query/schedule/" + id, "{\"paused\":true}").status())
                    .isEqualTo(200);
            assertEachDueTimeHasOneBatch(id, due);
        });
    }

    private void assertEachDueTimeHasOneBatch(String id, Instant firstDue) {
        List<JsonObject> runs = data("query/schedule/" + id + "/runs?limit=100");
        List<String> submitted =
                runs.stream().map(run -> run.getString("batch_id")).sorted().toList();
        assertThat(batches().stream()
                        .filter(batch -> batch.getString("recurrence_id").equals(id))
                        .map(batch -> batch.getString("batch_id"))
                        .sorted())
                .isEqualTo(submitted)
                .doesNotHaveDuplicates();
        List<Instant> due = runs.stream()
                .map(run -> Instant.parse(run.getString("due_time")))
                .sorted()
                .toList();
        List<Instant> minutes = new ArrayList<>();
        for (Instant minute = firstDue; minutes.size() < due.size(); minute = minute.plusSeconds(60)) {
            minutes.add(minute);
        }
        assertThat(due).isEqualTo(minutes);
        assertThat(runs).allMatch(run -> run.getInt("missed") == 0);
    }
}
