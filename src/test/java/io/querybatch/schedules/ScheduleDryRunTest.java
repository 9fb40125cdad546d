package io.querybatch.schedules;

import static io.querybatch.schedules.SchedulesUnderTest.CONFIG;
import static io.querybatch.schedules.SchedulesUnderTest.DAILY;
import static io.querybatch.schedules.SchedulesUnderTest.NOON;
import static io.querybatch.schedules.SchedulesUnderTest.OTHER;
import static io.querybatch.schedules.SchedulesUnderTest.OWNER;
import static io.querybatch.schedules.SchedulesUnderTest.bytes;
import static io.querybatch.schedules.SchedulesUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.batches.BatchPlanView;
import io.querybatch.batches.RecurringBatches.DryRun;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.query.RecurrenceId;
import io.querybatch.schedules.SchedulePlanView.PlannedRun;
import io.querybatch.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of schedules that are not made, and of changes that are not made to them. */
class ScheduleDryRunTest {

    private static final Violation NO_ACCESS =
            new Violation("/batch/queries/0/ds_accounts", ErrorCode.PERMISSION_ERROR, "no access");

    private final SchedulesUnderTest schedules = new SchedulesUnderTest();
    private final List<Asked> asked = new ArrayList<>();
    private BatchPlanView batch = batch();

    /** What was asked about a batch. */
    private record Asked(String body, Caller owner, Instant moment) {}

    private ScheduleDryRun dryRun() {
        return new ScheduleDryRun(
                schedules.store,
                schedules.reader,
                schedules.rules(),
                (body, owner, moment) -> forecast(body, owner, moment),
                CONFIG);
    }

    private DryRun forecast(String body, Caller owner, Instant moment) {
        asked.add(new Asked(body, owner, moment));
        return new DryRun(3, batch);
    }

    private static BatchPlanView batch(BatchPlanView.Finding... findings) {
        return new BatchPlanView("query_batch_plan", findings.length == 0, 31, 0, 2, 1, 4, List.of(findings));
    }

    private SchedulePlanView create(String body) {
        return dryRun().create(bytes(body), OWNER);
    }

    private SchedulePlanView change(RecurrenceId id, String body) {
        return dryRun().change(id, bytes(body), OTHER);
    }

    private static List<String> errors(SchedulePlanView plan) {
        return plan.errors().stream()
                .map(error -> error.code() + " " + error.pointer() + ": " + error.detail())
                .toList();
    }

    private static List<String> local(SchedulePlanView plan) {
        return plan.nextRuns().stream().map(PlannedRun::localTime).toList();
    }

    @Test
    void aNewOneIsToldWhenItIsDueByBothClocksAndWhatItsFirstBatchIs() {
        SchedulePlanView plan = create(DAILY);
        assertThat(plan.accepted()).isTrue();
        assertThat(plan.timezone()).isEqualTo("Europe/Berlin");
        assertThat(plan.nextRuns()).hasSize(5);
        assertThat(plan.nextRuns().get(0))
                .isEqualTo(new PlannedRun(Instant.parse("2026-02-01T05:00:00Z"), "2026-02-01T06:00:00+01:00"));
        assertThat(local(plan).get(4)).isEqualTo("2026-02-05T06:00:00+01:00");
        assertThat(plan.items()).isEqualTo(3);
        assertThat(plan.batch()).isEqualTo(batch);
        assertThat(asked).containsExactly(new Asked("{\"a\":1}", OWNER, Instant.parse("2026-02-01T05:00:00Z")));
    }

    @Test
    void nothingIsMade() {
        create(DAILY);
        assertThat(schedules.all()).isEmpty();
        assertThat(schedules.syncs).hasValue(0);
        Schedule schedule = schedules.create("0 6 * * *");
        change(schedule.id(), "{\"cron\":\"0 7 * * *\",\"batch\":{\"b\":2}}");
        assertThat(schedules.all()).containsExactly(schedule);
    }

    @Test
    void theClocksOfTheZoneAreMovedInBetween() {
        schedules.clock.advance(Duration.between(NOON, Instant.parse("2026-03-27T12:00:00Z")));
        assertThat(local(create(DAILY.replace("0 6", "30 2"))))
                .startsWith("2026-03-28T02:30:00+01:00", "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00");
        assertThat(local(create(DAILY.replaceFirst("\\{", "{\"timezone\":\"UTC\","))))
                .startsWith("2026-03-28T06:00:00+00:00");
    }

    @Test
    void everythingThatItWouldBeRefusedForIsSaid() {
        schedules.plans = (body, owner, moment, recurrence) -> {
            assertThat(moment).isEqualTo(NOON);
            throw ServiceException.of(ErrorCode.PERMISSION_ERROR, List.of(NO_ACCESS));
        };
        SchedulePlanView never = create(DAILY.replace("0 6 * * *", "0 0 30 2 *"));
        assertThat(never.accepted()).isFalse();
        assertThat(errors(never))
                .containsExactly(
                        "UNPROCESSABLE_ENTITY /cron: is never due",
                        "PERMISSION_ERROR /batch/queries/0/ds_accounts: no access");
        assertThat(never.nextRuns()).isEmpty();
        assertThat(asked).extracting(Asked::moment).containsExactly(NOON);

        SchedulePlanView often = create(DAILY.replace("0 6 * * *", "*/9 * * * *"));
        assertThat(errors(often)).contains("UNPROCESSABLE_ENTITY /cron: is due more often than every 10 minutes");
        assertThat(local(often)).startsWith("2026-01-31T13:09:00+01:00");
    }

    @Test
    void whatHasNotTheFormOfOneIsRefusedAsEver() {
        String wrong = DAILY.replace("0 6", "0 25").replaceFirst("\\{", "{\"timezone\":\"Nowhere\",");
        assertThat(refused(ErrorCode.BAD_REQUEST, () -> create(wrong)))
                .containsExactly(
                        "/cron: \"25\" is no hour (0-23)",
                        "/timezone: must be a time zone such as Europe/Helsinki or +02:00");
        assertThat(refused(ErrorCode.BAD_REQUEST, () -> create("{\"cron\":\"0 6 * * *\"}")))
                .containsExactly("/batch: is required");
    }

    @Test
    void aChangeIsLookedAtWithWhatItLeavesAsItIs() {
        RecurrenceId id = schedules.create("0 6 * * *").id();
        SchedulePlanView later = change(id, "{\"timezone\":\"Asia/Kolkata\"}");
        assertThat(later.cron()).isEqualTo("0 6 * * *");
        assertThat(local(later)).startsWith("2026-02-01T06:00:00+05:30");
        SchedulePlanView other = change(id, "{\"batch\":{\"b\":2}}");
        assertThat(local(other)).startsWith("2026-02-01T06:00:00+01:00");
        assertThat(asked)
                .containsExactly(
                        new Asked("{\"a\":1}", OWNER, Instant.parse("2026-02-01T00:30:00Z")),
                        new Asked("{\"b\":2}", OTHER, Instant.parse("2026-02-01T05:00:00Z")));
    }

    @Test
    void aBatchThatCannotRunByThenRefusesNoChangeOfSomethingElse() {
        RecurrenceId id = schedules.create("0 6 * * *").id();
        batch = batch(BatchPlanView.Finding.of(NO_ACCESS));
        SchedulePlanView plan = change(id, "{\"cron\":\"0 7 * * *\"}");
        assertThat(plan.accepted()).isTrue();
        assertThat(plan.errors()).isEmpty();
        assertThat(plan.batch().accepted()).isFalse();
        assertThat(schedules.change(id, "{\"cron\":\"0 7 * * *\"}").terms().cron())
                .isEqualTo("0 7 * * *");
    }

    @Test
    void whatIsPausedIsToldWhenItWouldBeDue() {
        RecurrenceId id = schedules.create("0 6 * * *").id();
        schedules.change(id, "{\"paused\":true}");
        schedules.clock.advance(Duration.ofDays(2));
        SchedulePlanView plan = change(id, "{\"description\":\"x\"}");
        assertThat(plan.paused()).isTrue();
        assertThat(local(plan)).startsWith("2026-02-03T06:00:00+01:00");
        assertThat(change(id, "{\"paused\":false}").paused()).isFalse();
    }

    @Test
    void whatIsOverdueIsDueAtOnceAndWhatItWouldBeDueByOtherTimesIsAhead() {
        RecurrenceId id = schedules.create("0 6 * * *").id();
        schedules.clock.advance(Duration.ofDays(2));
        assertThat(local(change(id, "{\"description\":\"x\"}"))).startsWith("2026-02-01T06:00:00+01:00");
        assertThat(local(change(id, "{\"cron\":\"0 5 * * *\"}"))).startsWith("2026-02-03T05:00:00+01:00");
    }

    @Test
    void whatIsOfAnotherTenantIsNotThere() {
        RecurrenceId id = schedules.create("0 6 * * *").id();
        Caller stranger = Samples.caller("globex");
        assertThat(refused(ErrorCode.NOT_FOUND, () -> dryRun().change(id, bytes("{\"paused\":true}"), stranger)))
                .isEmpty();
        assertThat(asked).isEmpty();
    }
}
