package io.querybatch.client;

import static io.querybatch.client.ScriptedServer.answer;
import static io.querybatch.client.ScriptedServer.error;
import static io.querybatch.client.ScriptedServer.hangUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.client.ScriptedServer.Asked;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the client asks about schedules, and what it makes of the answers. */
class ScheduleClientTest {

    private static final String SCHEDULE = """
            {"meta":{"request_id":"r0"},"data":{"recurrence_id":"qrs_1","cron":"0 6 * * *","timezone":"UTC","paused":false,
             "next_run_time":"2026-02-01T06:00:00.000Z","next_runs":["2026-02-01T06:00:00.000Z","2026-02-02T06:00:00.000Z"],
             "batch":{"queries":[]}}}""";

    private final ScriptedServer server = new ScriptedServer();
    private final ScheduleClient client =
            BatchClient.of(server.url()).token("t").pause(pause -> {}).build().schedules();

    @AfterEach
    void close() {
        server.close();
    }

    private static JsonObject body() {
        return Json.createObjectBuilder().add("cron", "0 6 * * *").build();
    }

    @Test
    void tellsWhatTheServerTells() {
        server.then(answer(200, SCHEDULE));
        Schedule schedule = client.schedule("qrs_1");
        assertThat(schedule.cron()).isEqualTo("0 6 * * *");
        assertThat(schedule.nextRuns())
                .containsExactly(Instant.parse("2026-02-01T06:00:00Z"), Instant.parse("2026-02-02T06:00:00Z"));
        assertThat(schedule.lastBatchId()).isNull();
    }

    @Test
    void tellsWhatBecameOfDueTimes() {
        server.then(answer(200, """
                {"meta":{"request_id":"r0"},"data":[{"outcome":"refused","due_time":"2026-02-01T06:00:00.000Z","late_seconds":3,
                 "missed":2,"batch_id":null,"error_info":{"status":422,"code":"UNPROCESSABLE_ENTITY","message":"No."}},
                 {"outcome":"submitted","due_time":null,"late_seconds":null,"missed":0,"batch_id":"qrb_1"}]}"""));
        List<ScheduleRuns.Run> runs = client.runs("qrs_1", 5).data();
        assertThat(runs.get(0).errorInfo().code()).isEqualTo("UNPROCESSABLE_ENTITY");
        assertThat(runs.get(0).lateSeconds()).isEqualTo(3);
        assertThat(runs.get(1).batchId()).isEqualTo("qrb_1");
        assertThat(runs.get(1).dueTime()).isNull();
        assertThat(server.asked()).extracting(Asked::path).containsExactly("/query/schedule/qrs_1/runs?limit=5");
    }

    @Test
    void tellsWhatWouldBecomeOfASchedule() {
        String plan = """
                {"meta":{"request_id":"r0"},"data":{"accepted":false,"cron":"0 6 * * *","timezone":"Europe/Berlin","paused":true,
                 "next_runs":[{"run_time":"2026-02-01T05:00:00.000Z","local_time":"2026-02-01T06:00:00+01:00"}],"items":2,
                 "batch":{"accepted":true,"query_amount":31,"failed":0,"scans":3,"cached":0,"shared":0,"errors":[]},
                 "errors":[{"pointer":"/cron","code":"UNPROCESSABLE_ENTITY","detail":"is never due"}]}}""";
        server.then(answer(200, plan)).then(hangUp()).then(answer(200, plan));
        SchedulePlan said = client.dryRun(body());
        assertThat(said.accepted()).isFalse();
        assertThat(said.paused()).isTrue();
        assertThat(said.nextRuns())
                .containsExactly(new SchedulePlan.PlannedRun(
                        Instant.parse("2026-02-01T05:00:00Z"), "2026-02-01T06:00:00+01:00"));
        assertThat(said.items()).isEqualTo(2);
        assertThat(said.batch().queryAmount()).isEqualTo(31);
        assertThat(said.errors())
                .containsExactly(new BatchPlan.Finding("/cron", "UNPROCESSABLE_ENTITY", "is never due"));
        // It changes nothing, so that it may be asked again when the connection breaks.
        assertThat(client.dryRun("qrs_1", body())).isEqualTo(said);
        assertThat(server.asked())
                .extracting(asked -> asked.method() + " " + asked.path())
                .containsExactly(
                        "POST /query/schedule?dry_run=true",
                        "PATCH /query/schedule/qrs_1?dry_run=true",
                        "PATCH /query/schedule/qrs_1?dry_run=true");
        assertThat(server.asked()).noneMatch(asked -> asked.header("Idempotency-Key") != null);
    }

    @Test
    void asksEachThingInItsWay() {
        for (int i = 0; i < 4; i++) {
            server.then(answer(200, SCHEDULE));
        }
        client.create(body());
        client.pause("qrs_1", true);
        client.change("qrs_1", body());
        client.delete("qrs/1");
        assertThat(server.asked())
                .extracting(asked -> asked.method() + " " + asked.path() + " " + asked.body())
                .containsExactly(
                        "POST /query/schedule {\"cron\":\"0 6 * * *\"}",
                        "PATCH /query/schedule/qrs_1 {\"paused\":true}",
                        "PATCH /query/schedule/qrs_1 {\"cron\":\"0 6 * * *\"}",
                        "DELETE /query/schedule/qrs%2F1 ");
    }

    @Test
    void aScheduleIsMadeOnceThoughTheConnectionBreaks() {
        server.then(hangUp()).then(error(409, "CONFLICT_ERROR")).then(answer(201, SCHEDULE));
        assertThat(client.create(body()).recurrenceId()).isEqualTo("qrs_1");
        server.then(answer(201, SCHEDULE)).then(answer(201, SCHEDULE));
        client.create(body());
        client.create(body(), "june");
        List<String> keys = server.asked().stream()
                .map(asked -> asked.header("Idempotency-Key"))
                .toList();
        assertThat(keys).hasSize(5).doesNotContainNull().endsWith("june");
        assertThat(keys.subList(0, 3).stream().distinct()).hasSize(1);
        assertThat(keys.get(3)).isNotIn(keys.get(0), "june");
    }

    @Test
    void doesNotRepeatWhatWouldBeDoneTwice() {
        server.then(hangUp());
        assertThatThrownBy(() -> client.run("qrs_1")).isInstanceOf(ConnectionException.class);
        assertThat(server.asked()).hasSize(1);
        server.then(error(409, "CONFLICT_ERROR"));
        assertThatThrownBy(() -> client.create(body())).isInstanceOf(QuerybatchException.class);
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void aQuestionIsAskedAgainWhenTheConnectionBreaks() {
        server.then(hangUp()).then(answer(200, SCHEDULE));
        assertThat(client.schedule("qrs_1").recurrenceId()).isEqualTo("qrs_1");
    }
}
