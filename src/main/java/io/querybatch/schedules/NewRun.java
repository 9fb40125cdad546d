package io.querybatch.schedules;

import io.querybatch.batches.NewBatch;
import java.time.Instant;

/**
 * What is made of a due time, ready to be stored.
 *
 * @param outcome what it is
 * @param due the due time; null when somebody asked for the run
 * @param missed earlier due times that came to nothing since the last run
 * @param batch the batch, if there is one
 * @param error why there is none, if something was wrong
 */
public record NewRun(RunOutcome outcome, Instant due, int missed, NewBatch batch, RunError error) {

    static NewRun asked(NewBatch batch) {
        return new NewRun(RunOutcome.SUBMITTED, null, 0, batch, null);
    }

    static NewRun submitted(DueTimes due, NewBatch batch) {
        return new NewRun(RunOutcome.SUBMITTED, due.latest(), due.earlier(), batch, null);
    }

    static NewRun none(RunOutcome why, DueTimes due) {
        return new NewRun(why, due.latest(), due.earlier(), null, null);
    }

    static NewRun refused(DueTimes due, RunError error) {
        return new NewRun(RunOutcome.REFUSED, due.latest(), due.earlier(), null, error);
    }
}
