package io.querybatch.schedules;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.querybatch.query.Quotation;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Due times by a clock on the wall, in five fields as in crontab. What the clocks of a zone do to them is the business of
 * {@link Timing}.
 */
final class CronExpression {

    static final int MAX_LENGTH = 255;

    private static final int HOUR = 1;
    private static final int DAY_OF_MONTH = 2;
    private static final int DAY_OF_WEEK = 4;
    private static final String ANY = "*";

    /** Enough to see every pause between two due times that there is: hours and days repeat. */
    private static final int LOOKED_AT = 3_000;

    private static final int DAYS_LOOKED_AT = 62;

    private static final List<String> FIELDS = List.of(
            "minute (0-59)",
            "hour (0-23)",
            "day of the month (1-31, L for the last)",
            "month (1-12, JAN-DEC)",
            "day of the week (0-7, SUN-SAT; MON#1 is the first Monday of the month, FRIL the last Friday)");

    private static final CronDefinition DEFINITION = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .withValidRange(0, 59)
            .withStrictRange()
            .and()
            .withHours()
            .withValidRange(0, 23)
            .withStrictRange()
            .and()
            .withDayOfMonth()
            .withValidRange(1, 31)
            .supportsL()
            .withStrictRange()
            .and()
            .withMonth()
            .withValidRange(1, 12)
            .withStrictRange()
            .and()
            .withDayOfWeek()
            .withValidRange(0, 7)
            .withMondayDoWValue(1)
            .withIntMapping(7, 0)
            .supportsHash()
            .supportsL()
            .withStrictRange()
            .and()
            .instance();

    private final ExecutionTime times;
    private final boolean everyHour;

    private CronExpression(ExecutionTime times, boolean everyHour) {
        this.times = times;
        this.everyHour = everyHour;
    }

    /**
     * Reads an expression.
     *
     * @throws CronSyntaxException if it is none
     */
    static CronExpression parse(String text) {
        List<String> fields = List.of(text.strip().split("\\s+"));
        if (fields.size() != FIELDS.size()) {
            throw new CronSyntaxException("must have five fields, such as \"0 6 * * MON-FRI\":"
                    + " minute, hour, day of the month, month, day of the week");
        }
        for (int i = 0; i < FIELDS.size(); i++) {
            checkAlone(i, fields.get(i));
        }
        if (!fields.get(DAY_OF_MONTH).equals(ANY) && !fields.get(DAY_OF_WEEK).equals(ANY)) {
            // crontab takes either, others want both; who is wrong about that would notice late.
            throw new CronSyntaxException("names days of the month and days of the week; one of them must be *"
                    + " (MON#1 is the first Monday of the month)");
        }
        return new CronExpression(
                times(String.join(" ", fields)), fields.get(HOUR).startsWith(ANY));
    }

    private static void checkAlone(int index, String field) {
        String[] alone = {ANY, ANY, ANY, ANY, ANY};
        alone[index] = field;
        try {
            times(String.join(" ", alone));
        } catch (RuntimeException e) {
            // What the library says is in the language of the server.
            throw new CronSyntaxException(Quotation.of(field) + " is no " + FIELDS.get(index));
        }
    }

    private static ExecutionTime times(String text) {
        return ExecutionTime.forCron(new CronParser(DEFINITION).parse(text));
    }

    /** Whether it goes by the hours that pass, not by those of the clock: its hour is {@code *}, or every so many. */
    boolean everyHour() {
        return everyHour;
    }

    /** The first due time after one; empty if there never is any, such as on 30 February. */
    Optional<LocalDateTime> nextAfter(LocalDateTime time) {
        ZonedDateTime minute = time.truncatedTo(ChronoUnit.MINUTES).atZone(ZoneOffset.UTC);
        return times.nextExecution(minute).map(ZonedDateTime::toLocalDateTime);
    }

    /** Whether a minute is a due time. */
    boolean isDue(LocalDateTime minute) {
        return nextAfter(minute.minusMinutes(1)).filter(minute::equals).isPresent();
    }

    /** Whether two of the due times that follow are nearer to each other than that. */
    boolean isMoreFrequentThan(Duration interval, LocalDateTime from) {
        // Minutes are all there are.
        if (interval.compareTo(Duration.ofMinutes(1)) <= 0) {
            return false;
        }
        LocalDateTime last = nextAfter(from).orElse(null);
        LocalDateTime end = last == null ? from : last.plusDays(DAYS_LOOKED_AT);
        for (int i = 0; i < LOOKED_AT && last != null && last.isBefore(end); i++) {
            LocalDateTime next = nextAfter(last).orElseThrow();
            if (Duration.between(last, next).compareTo(interval) < 0) {
                return true;
            }
            last = next;
        }
        return false;
    }
}
