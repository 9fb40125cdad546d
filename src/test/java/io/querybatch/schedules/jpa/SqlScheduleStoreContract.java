package io.querybatch.schedules.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.batches.IdempotencyKey;
import io.querybatch.batches.NewBatch;
import io.querybatch.batches.jpa.KeptKeys;
import io.querybatch.errors.ErrorCode;
import io.querybatch.schedules.NewRun;
import io.querybatch.schedules.NewSchedule;
import io.querybatch.schedules.RunError;
import io.querybatch.schedules.RunOutcome;
import io.querybatch.schedules.Samples;
import io.querybatch.schedules.Schedule;
import io.querybatch.schedules.ScheduleStore.Creation;
import io.querybatch.schedules.ScheduleStoreContract;
import io.querybatch.schedules.ScheduleStoreUnderTest;
import io.querybatch.security.Reach;
import java.time.Instant;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

/** What holds of the store over a database besides its contract: what happens when a node dies, and when its clock goes back. */
abstract class SqlScheduleStoreContract extends ScheduleStoreContract {

    private SqlSchedules tested;

    /** An empty one. */
    abstract DataSource database();

    @Override
    protected ScheduleStoreUnderTest open() {
        DataSource database = database();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        tested = new SqlSchedules(database);
        return tested;
    }

    private Schedule due() {
        var id = Samples.newId();
        tested.create(new NewSchedule(id, Samples.hourly("acme"), tested.now().minusSeconds(60), null), 10);
        return tested.find(Reach.only("acme"), id).orElseThrow();
    }

    @Test
    void aNodeThatDiesBeforeTheEndLeavesTheRunToOthers() {
        Schedule schedule = due();
        Instant due = schedule.standing().nextDue();
        NewBatch batch = Samples.batch("acme", schedule.id());
        NewRun run = new NewRun(RunOutcome.SUBMITTED, due, 0, batch, null);
        tested.inTransaction(sql -> {
            SqlSchedules.insert(sql, Samples.batch("acme", null));
            return null;
        });
        assertThatThrownBy(() -> tested.inTransaction(sql -> {
                    assertThat(new RunRows(sql).record(schedule, run, due.plusSeconds(60)))
                            .isTrue();
                    SqlSchedules.insert(sql, batch);
                    // The same id again cannot be stored: the last statement fails.
                    SqlSchedules.insert(sql, batch);
                    return null;
                }))
                .isInstanceOf(DataAccessException.class);

        assertThat(tested.batches()).isEmpty();
        assertThat(tested.runs(schedule.id(), 10)).isEmpty();
        assertThat(tested.due(10).schedules())
                .singleElement()
                .satisfies(left -> assertThat(left.standing()).isEqualTo(schedule.standing()));
        assertThat(tested.record(schedule, run, due.plusSeconds(60))).isTrue();
        assertThat(tested.batches()).containsExactly(batch.id());
    }

    @Test
    void aNodeThatDiesBeforeTheEndLeavesNeitherKeyNorSchedule() {
        IdempotencyKey key = new IdempotencyKey("june", "hash");
        NewSchedule schedule = new NewSchedule(Samples.newId(), Samples.hourly("acme"), tested.now(), key);
        assertThatThrownBy(() -> tested.inTransaction(sql -> {
                    assertThat(new KeptKeys(sql).take("acme", key, schedule.id().value()))
                            .isTrue();
                    assertThat(new ScheduleRows(sql).add(schedule, 10)).isTrue();
                    // The same id again cannot be stored: the last statement fails.
                    return new ScheduleRows(sql).add(schedule, 10);
                }))
                .isInstanceOf(DataAccessException.class);
        assertThat(tested.key("acme", "june")).isEmpty();
        assertThat(tested.list(Reach.only("acme"), Long.MAX_VALUE, 10)).isEmpty();
        assertThat(tested.create(schedule, 10)).isEqualTo(Creation.STORED);
    }

    @Test
    void aDueTimeIsAnsweredOnceWhateverTheClockSays() {
        Schedule schedule = due();
        Instant due = schedule.standing().nextDue();
        NewRun none = new NewRun(RunOutcome.REFUSED, due, 0, null, new RunError(ErrorCode.PERMISSION_ERROR, null));
        assertThat(tested.record(schedule, none, due)).isTrue();
        Schedule again = tested.find(Reach.only("acme"), schedule.id()).orElseThrow();
        NewRun second = new NewRun(RunOutcome.SUBMITTED, due, 0, Samples.batch("acme", schedule.id()), null);
        assertThatThrownBy(() -> tested.record(again, second, due.plusSeconds(60)))
                .isInstanceOf(DataAccessException.class);
        assertThat(tested.batches()).isEmpty();
        assertThat(tested.runs(schedule.id(), 10)).hasSize(1);
    }
}
