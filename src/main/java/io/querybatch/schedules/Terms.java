package io.querybatch.schedules;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What a caller chooses for a schedule, besides its batch.
 *
 * @param cron when it is due; can be read
 * @param timezone by whose clocks; can be read
 * @param paused whether it is never due at present
 * @param description the caller's words, never null
 * @param missedRuns what becomes of due times at which no server was there
 * @param overlap what becomes of due times while the last batch runs
 */
public record Terms(
        String cron, String timezone, boolean paused, String description, MissedRuns missedRuns, Overlap overlap) {

    /** What holds unless the caller says otherwise; only when it is due is left to say. */
    static Terms initial(ZoneId zone) {
        String name = zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
        return new Terms("", name, false, "", MissedRuns.RUN_ONCE, Overlap.SKIP);
    }

    Timing timing() {
        return Timing.of(cron, timezone);
    }

    /** When it is due first after a moment; null while it is paused, and if it is never due. */
    Instant firstDue(Instant after) {
        return paused ? null : timing().next(after).orElse(null);
    }

    /** The same, but not paused. */
    Terms resumed() {
        return new Terms(cron, timezone, false, description, missedRuns, overlap);
    }

    boolean isDueAs(Terms other) {
        return cron.equals(other.cron) && timezone.equals(other.timezone) && paused == other.paused;
    }
}
