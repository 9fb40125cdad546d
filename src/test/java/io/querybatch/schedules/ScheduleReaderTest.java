package io.querybatch.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleReaderTest {

    private final List<String> batches = new ArrayList<>();
    private final ScheduleReader reader = new ScheduleReader(new JsonLimits(64), batch -> {
        batches.add(batch);
        return batch;
    });

    private static InputStream bytes(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> refused(Runnable reading) {
        ServiceException refusal = catchThrowableOfType(ServiceException.class, reading::run);
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        return refusal.violations().stream().map(Violation::toString).toList();
    }

    @Test
    void everythingThatCanBeSaid() {
        ScheduleChange said = reader.readNew(bytes("""
                {"cron":" 0 6 * * MON-FRI ","timezone":"Europe/Berlin","paused":true,"description":"daily",
                 "missed_runs":"skip","overlap":"allow","batch":{"queries":[{"max_rows":1E+2,"ds_id":"\\u0000ä"}]}}"""));
        String batch = "{\"queries\":[{\"max_rows\":1E+2,\"ds_id\":\"\\u0000ä\"}]}";
        assertThat(said)
                .isEqualTo(new ScheduleChange(
                        "0 6 * * MON-FRI", "Europe/Berlin", true, "daily", MissedRuns.SKIP, Overlap.ALLOW, batch));
        assertThat(batches).containsExactly(batch);
    }

    @Test
    void whatIsNotSaidStaysAsItIs() {
        Terms before = new Terms("5 5 * * *", "UTC", true, "old", MissedRuns.SKIP, Overlap.ALLOW);
        assertThat(reader.readChange(bytes("{\"description\":\"\"}")).onto(before))
                .isEqualTo(new Terms("5 5 * * *", "UTC", true, "", MissedRuns.SKIP, Overlap.ALLOW));
        assertThat(reader.readChange(bytes("{\"paused\":false,\"overlap\":\"skip\",\"missed_runs\":\"run_once\"}"))
                        .onto(before))
                .isEqualTo(new Terms("5 5 * * *", "UTC", false, "old", MissedRuns.RUN_ONCE, Overlap.SKIP));
        assertThat(reader.readChange(bytes("{\"cron\":\"1 1 * * *\",\"timezone\":\"+02:00\"}"))
                        .onto(before))
                .isEqualTo(new Terms("1 1 * * *", "+02:00", true, "old", MissedRuns.SKIP, Overlap.ALLOW));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThat(refused(() -> reader.readNew(bytes("""
                {"cron":"61 * * * *","timezone":"Mars/Olympus","paused":"no","description":1,"missed_runs":"all",
                 "overlap":null,"batch":[],"corn":""}"""))))
                .containsExactlyInAnyOrder(
                        "/cron: \"61\" is no minute (0-59)",
                        "/timezone: must be a time zone such as Europe/Helsinki or +02:00",
                        "/paused: must be true or false",
                        "/description: must be a string",
                        "/missed_runs: must be one of skip, run_once",
                        "/overlap: must be a string",
                        "/batch: must be an object, such as POST /query/batch takes",
                        "/corn: unknown member, did you mean \"cron\"?");
    }

    @Test
    void aNewOneNeedsATimeAndABatch() {
        assertThat(refused(() -> reader.readNew(bytes("{\"paused\":true}"))))
                .containsExactly("/cron: is required", "/batch: is required");
    }

    @Test
    void aChangeSaysSomething() {
        assertThat(refused(() -> reader.readChange(bytes("{}")))).containsExactly("says nothing to change");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"description\":\"a\\u0000b\"}|/description: must not have the character U+0000",
                "{\"timezone\":\"\"}|/timezone: must be a time zone such as Europe/Helsinki or +02:00",
                "{\"timezone\":5}|/timezone: must be a string",
                "{\"cron\":\"0 0 * * * \\u0000\"}|/cron: must have five fields, such as \"0 6 * * MON-FRI\":"
                        + " minute, hour, day of the month, month, day of the week",
                "{\"cron\":5}|/cron: must be a string",
                "[]|the body must be a JSON object (line 1, column 2)",
            })
    void eachThingIsRefusedByItsName(String body, String violation) {
        assertThat(refused(() -> reader.readChange(bytes(body)))).containsExactly(violation);
    }

    @Test
    void theFindingsOfTheBatchAreAmongTheOthers() {
        Violation finding = new Violation("/batch/queries", ErrorCode.BAD_REQUEST, "is required");
        ScheduleReader strict = new ScheduleReader(new JsonLimits(64), batch -> {
            throw ServiceException.of(ErrorCode.BAD_REQUEST, List.of(finding));
        });
        assertThat(refused(() -> strict.readNew(bytes("{\"cron\":\"* * * *\",\"batch\":{}}"))))
                .hasSize(2)
                .contains("/batch/queries: is required");
    }

    @Test
    void aBodyHasABound() {
        String large = "{\"description\":\"" + "x".repeat(ScheduleReader.MAX_BYTES) + "\"}";
        ServiceException refusal =
                catchThrowableOfType(ServiceException.class, () -> reader.readChange(bytes(large)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.CONTENT_TOO_LARGE);
    }
}
