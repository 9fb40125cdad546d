package io.querybatch.schedules;

import io.querybatch.batches.IdempotencyKey;
import io.querybatch.query.RecurrenceId;
import java.time.Instant;

/**
 * A schedule that is not stored yet.
 *
 * @param id its id
 * @param content what it is
 * @param nextDue when it is due first; null if it is paused
 * @param key the key that its submission came with; null if it came with none
 */
public record NewSchedule(RecurrenceId id, ScheduleContent content, Instant nextDue, IdempotencyKey key) {

    /** Whose it is. */
    public String tenant() {
        return content.owner().tenant();
    }
}
