package io.querybatch.schedules;

import static io.querybatch.schedules.SchedulesUnderTest.DAILY;
import static io.querybatch.schedules.SchedulesUnderTest.OTHER;
import static io.querybatch.schedules.SchedulesUnderTest.OWNER;
import static io.querybatch.schedules.SchedulesUnderTest.bytes;
import static io.querybatch.schedules.SchedulesUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.batches.SubmittedBody;
import io.querybatch.batches.SubmittedOnce.Accepted;
import io.querybatch.errors.ErrorCode;
import io.querybatch.query.RecurrenceId;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Submissions of schedules that come with an {@code Idempotency-Key}. */
class ScheduleKeysTest {

    private final SchedulesUnderTest schedules = new SchedulesUnderTest();

    @Test
    void theSameSubmissionMakesOneScheduleAndIsAnsweredAsItStandsNow() {
        Accepted<Schedule> first = schedules.submit(DAILY, OWNER, "june");
        assertThat(first.replayed()).isFalse();
        schedules.change(first.what().id(), "{\"paused\":true}");
        int before = schedules.syncs.get();
        Accepted<Schedule> again = schedules.submit(DAILY, OTHER, "june");
        assertThat(again.replayed()).isTrue();
        assertThat(again.what()).isEqualTo(schedules.all().get(0));
        assertThat(again.what().terms().paused()).isTrue();
        assertThat(again.what().content().owner()).isEqualTo(OWNER);
        assertThat(schedules.syncs).hasValue(before + 1);
        assertThat(schedules.all()).hasSize(1);
    }

    @Test
    void anotherKeyNoKeyAndAnotherTenantMakeAnotherOne() {
        Accepted<Schedule> first = schedules.submit(DAILY, OWNER, "june");
        Accepted<Schedule> strangers = schedules.submit(DAILY, Samples.caller("globex"), "june");
        assertThat(strangers.replayed()).isFalse();
        assertThat(strangers.what().tenant()).isEqualTo("globex");
        assertThat(schedules.submit(DAILY, OWNER, "july").what().id())
                .isNotEqualTo(first.what().id());
        assertThat(schedules.all()).hasSize(2);
        refused(ErrorCode.CONFLICT_ERROR, () -> schedules.submit(DAILY, OWNER, null));
        // A key that has come before is answered whatever else is there.
        assertThat(schedules.submit(DAILY, OWNER, "june").what()).isEqualTo(first.what());
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        schedules.submit(DAILY, OWNER, "june");
        refused(ErrorCode.UNPROCESSABLE_CONTENT, () -> schedules.submit(DAILY.replace("6", "7"), OWNER, "june"));
        refused(ErrorCode.UNPROCESSABLE_CONTENT, () -> schedules.submit(DAILY + " ", OWNER, "june"));
        assertThat(schedules.all()).hasSize(1);
    }

    @Test
    void aKeyOfABatchIsNoKeyOfAScheduleWhateverItsBytesAre() throws IOException {
        SubmittedBody batch = new SubmittedBody(bytes(DAILY));
        batch.bytes().readAllBytes();
        schedules.store.keep("acme", batch.key("june", ""), "qrb_0123456789abcdef0123");
        refused(ErrorCode.UNPROCESSABLE_CONTENT, () -> schedules.submit(DAILY, OWNER, "june"));
        assertThat(schedules.all()).isEmpty();
    }

    @Test
    void whatIsRefusedKeepsNoKey() {
        String wrong = DAILY.replace("0 6 * * *", "0 0 30 2 *");
        refused(ErrorCode.UNPROCESSABLE_ENTITY, () -> schedules.submit(wrong, OWNER, "june"));
        schedules.create("0 6 * * *");
        RecurrenceId second = schedules.create("0 6 * * *").id();
        refused(ErrorCode.CONFLICT_ERROR, () -> schedules.submit(DAILY, OWNER, "june"));
        schedules.store.delete("acme", second);
        assertThat(schedules.submit(DAILY, OWNER, "june").replayed()).isFalse();
    }

    @Test
    void whatWasDeletedIsNotMadeAgainByItsSubmission() {
        RecurrenceId id = schedules.submit(DAILY, OWNER, "june").what().id();
        schedules.store.delete("acme", id);
        refused(ErrorCode.CONFLICT_ERROR, () -> schedules.submit(DAILY, OWNER, "june"));
        assertThat(schedules.all()).isEmpty();
    }

    @Test
    void whoComesWhileTheFirstIsBeingAcceptedGetsItsScheduleOrIsToldToComeAgain() {
        AtomicReference<Accepted<Schedule>> first = new AtomicReference<>();
        schedules.plans = (body, owner, moment, recurrence) -> {
            if (first.get() == null) {
                first.set(new Accepted<>(null, false));
                first.set(schedules.submit(DAILY, OWNER, "june"));
            }
            return Samples.batch(owner.tenant(), recurrence);
        };
        Accepted<Schedule> second = schedules.submit(DAILY, OWNER, "june");
        assertThat(second.replayed()).isTrue();
        assertThat(second.what()).isEqualTo(first.get().what());

        schedules.store.holdKeys();
        refused(ErrorCode.CONFLICT_ERROR, () -> schedules.submit(DAILY, OWNER, "july"));
        assertThat(schedules.all()).hasSize(1);
    }
}
