package io.querybatch.schedules;

import io.querybatch.query.BatchId;
import io.querybatch.query.RecurrenceId;
import java.time.Instant;

/**
 * A schedule as it stands.
 *
 * @param id its id
 * @param content what it is
 * @param standing what has become of it
 */
public record Schedule(RecurrenceId id, ScheduleContent content, Standing standing) {

    /**
     * What has become of a schedule.
     *
     * @param seq grows from schedule to schedule
     * @param version grows with every change and every run
     * @param nextDue when it is due; null while it is paused
     * @param lastDue the latest due time that was answered, or null
     * @param lastBatch the latest batch it made, or null
     * @param created when it was made
     * @param changed when it was last changed
     */
    public record Standing(
            long seq,
            long version,
            Instant nextDue,
            Instant lastDue,
            BatchId lastBatch,
            Instant created,
            Instant changed) {}

    Terms terms() {
        return content.terms();
    }

    /** When it is due next by other terms: not before now, nor when it has been already, for the clock may have been set back. */
    Instant nextDue(Terms others, Instant now) {
        if (others.isDueAs(terms())) {
            return standing.nextDue();
        }
        boolean ahead = standing.lastDue() != null && standing.lastDue().isAfter(now);
        return others.firstDue(ahead ? standing.lastDue() : now);
    }

    String tenant() {
        return content.owner().tenant();
    }
}
