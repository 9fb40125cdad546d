package io.querybatch.schedules;

import io.querybatch.security.Caller;
import java.time.ZoneId;

/**
 * What a caller says about a schedule; null leaves a thing as it is.
 *
 * @param cron when it is due; can be read
 * @param timezone by whose clocks; can be read
 * @param paused whether it is never due at present
 * @param description the caller's words
 * @param missedRuns what becomes of due times at which no server was there
 * @param overlap what becomes of due times while the last batch runs
 * @param body its batch; has the shape of one
 */
public record ScheduleChange(
        String cron,
        String timezone,
        Boolean paused,
        String description,
        MissedRuns missedRuns,
        Overlap overlap,
        String body) {

    /** What a caller makes of it, as a new schedule in a zone if nothing else is said. */
    ScheduleContent made(Caller caller, ZoneId zone) {
        return new ScheduleContent(caller, onto(Terms.initial(zone)), body);
    }

    /** What a caller makes of a schedule with it; who gives it another batch becomes its owner. */
    ScheduleContent onto(ScheduleContent before, Caller caller) {
        Terms terms = onto(before.terms());
        return body == null
                ? new ScheduleContent(before.owner(), terms, before.body())
                : new ScheduleContent(caller, terms, body);
    }

    Terms onto(Terms before) {
        return new Terms(
                or(cron, before.cron()),
                or(timezone, before.timezone()),
                or(paused, before.paused()),
                or(description, before.description()),
                or(missedRuns, before.missedRuns()),
                or(overlap, before.overlap()));
    }

    private static <T> T or(T said, T before) {
        return said == null ? before : said;
    }
}
