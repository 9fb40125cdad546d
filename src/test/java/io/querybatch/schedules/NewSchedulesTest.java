package io.querybatch.schedules;

import static io.querybatch.schedules.SchedulesUnderTest.NOON;
import static io.querybatch.schedules.SchedulesUnderTest.OWNER;
import static io.querybatch.schedules.SchedulesUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Schedules that are made. */
class NewSchedulesTest {

    private final SchedulesUnderTest schedules = new SchedulesUnderTest();

    @Test
    void aNewOneIsDueNextByTheClocksOfItsZoneAndOnTheDiskWhenItIsAnswered() {
        Schedule schedule = schedules.create("0 6 * * *");
        assertThat(schedule.terms().timezone()).isEqualTo("Europe/Berlin");
        assertThat(schedule.standing().nextDue()).isEqualTo(Instant.parse("2026-02-01T05:00:00Z"));
        assertThat(schedule.content().owner()).isEqualTo(OWNER);
        assertThat(schedule.content().body()).isEqualTo("{\"a\":1}");
        assertThat(schedules.syncs).hasValue(1);
    }

    @Test
    void whatIsDueTooOftenIsRefused() {
        assertThat(refused(ErrorCode.UNPROCESSABLE_ENTITY, () -> schedules.create("*/9 * * * *")))
                .containsExactly("/cron: is due more often than every 10 minutes");
        assertThat(schedules.create("*/10 * * * *").standing().nextDue()).isEqualTo(NOON.plusSeconds(600));
    }

    @Test
    void whatIsWrongWithTheTimesAndWithTheBatchIsSaidTogether() {
        schedules.plans = (body, owner, moment, recurrence) -> {
            throw ServiceException.of(
                    ErrorCode.PERMISSION_ERROR,
                    List.of(new Violation("/batch/queries/0/ds_accounts", ErrorCode.PERMISSION_ERROR, "no access")));
        };
        assertThat(refused(ErrorCode.UNPROCESSABLE_ENTITY, () -> schedules.create("0 0 30 2 *")))
                .containsExactly("/cron: is never due", "/batch/queries/0/ds_accounts: no access");
        assertThat(refused(ErrorCode.PERMISSION_ERROR, () -> schedules.create("0 6 * * *")))
                .containsExactly("/batch/queries/0/ds_accounts: no access");
        assertThat(schedules.all()).isEmpty();
        assertThat(schedules.syncs).hasValue(0);
    }

    @Test
    void oneMoreThanATenantMayHaveIsAConflict() {
        schedules.create("0 6 * * *");
        schedules.create("0 6 * * *");
        ServiceException refusal = catchThrowableOfType(ServiceException.class, () -> schedules.create("0 6 * * *"));
        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT_ERROR);
        assertThat(refusal.description()).contains("There are 2 schedules already; delete one first.");
    }
}
