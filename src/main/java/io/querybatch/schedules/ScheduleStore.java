package io.querybatch.schedules;

import io.querybatch.query.RecurrenceId;
import io.querybatch.security.Reach;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps schedules. Every method is one transaction; nothing of a tenant is ever found for another, but by those who may read all
 * ({@link Reach}). Its clock says what is due, on all nodes.
 */
public interface ScheduleStore {

    /** What time it is. */
    Instant now();

    /**
     * Stores a schedule and its key, both or neither.
     *
     * @param most most schedules that its tenant may have
     */
    Creation create(NewSchedule schedule, int most);

    /** A schedule within reach. */
    Optional<Schedule> find(Reach reach, RecurrenceId id);

    /**
     * Schedules within reach, the newest first.
     *
     * @param before only those made before the one of that sequence number
     * @param limit most to return
     */
    List<Schedule> list(Reach reach, long before, int limit);

    /**
     * Changes a schedule.
     *
     * @param seen what the change is based on
     * @return false if it is not so any more; nothing is changed then
     */
    boolean change(Schedule seen, ScheduleContent content, Instant nextDue);

    /** Removes a tenant's schedule; its batches stay. False if there is none. */
    boolean delete(String tenant, RecurrenceId id);

    /** Schedules that are due, of all tenants, those first that have been for longest. */
    Due due(int limit);

    /**
     * Stores what is made of a schedule's due time, its batch, and when it is due next: all or nothing.
     *
     * @param seen what was decided on
     * @param nextDue when it is due next; as it was, if somebody asked for the run
     * @return false if it is not so any more, for another node was first; nothing is stored then
     */
    boolean record(Schedule seen, NewRun run, Instant nextDue);

    /** What was made of the latest due times of a schedule, the newest first. */
    List<ScheduleRun> runs(RecurrenceId id, int limit);

    /** What became of a schedule that was to be stored. */
    enum Creation {
        /** It is stored, and its key with it. */
        STORED,
        /** Nothing is: its tenant has as many already as it may have. */
        TOO_MANY,
        /** Nothing is: its key has come before, or comes at the same time. */
        KEY_TAKEN
    }

    /**
     * What is due.
     *
     * @param schedules the schedules
     * @param now what time it is
     */
    record Due(List<Schedule> schedules, Instant now) {}
}
