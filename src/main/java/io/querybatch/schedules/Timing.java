package io.querybatch.schedules;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a schedule is due: a cron expression by the clocks of a zone. What they show twice is due the first time; what they skip
 * is due when they have skipped it. An expression for every hour goes by the hours that pass instead, through both.
 *
 * @param cron the expression
 * @param zone whose clocks
 */
record Timing(CronExpression cron, ZoneId zone) {

    /** No zone moves its clocks by more. */
    private static final Duration FAR = Duration.ofDays(2);

    /** Each has a clock that is moved, about; only the next due time matters, so that this is never reached. */
    private static final int MOST_STRETCHES = 1_000;

    /**
     * Reads what a schedule was given.
     *
     * @throws RuntimeException if either cannot be read
     */
    static Timing of(String cron, String zone) {
        return new Timing(CronExpression.parse(cron), ZoneId.of(zone));
    }

    /** The due times after a moment, at most that many. */
    List<Instant> next(Instant after, int amount) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> due = next(after);
        while (due.isPresent() && times.size() < amount) {
            times.add(due.get());
            due = next(due.get());
        }
        return times;
    }

    /** The first due time after a moment; empty if it is never due. */
    Optional<Instant> next(Instant after) {
        Instant from = after;
        for (int stretch = 0; stretch < MOST_STRETCHES; stretch++) {
            ZoneOffset offset = zone.getRules().getOffset(from);
            Optional<LocalDateTime> shown = nextShown(LocalDateTime.ofInstant(from, offset), offset);
            if (shown.isEmpty()) {
                return Optional.empty();
            }
            Instant due = shown.get().toInstant(offset);
            ZoneOffsetTransition move = zone.getRules().nextTransition(from);
            if (move == null || due.isBefore(move.getInstant())) {
                return Optional.of(due);
            }
            if (isDueAt(move)) {
                return Optional.of(move.getInstant());
            }
            // Nothing is due until shortly before what was found, wherever the clocks are then.
            Instant near = due.minus(FAR);
            from = near.isAfter(move.getInstant()) ? near : move.getInstant();
        }
        return Optional.empty();
    }

    /** The next due time that clocks of an offset show, but for those that they have shown before they were put back. */
    private Optional<LocalDateTime> nextShown(LocalDateTime after, ZoneOffset offset) {
        Optional<LocalDateTime> next = cron.nextAfter(after);
        while (next.isPresent() && !cron.everyHour() && isShownAgain(next.get(), offset)) {
            next = cron.nextAfter(next.get());
        }
        return next;
    }

    private boolean isShownAgain(LocalDateTime time, ZoneOffset offset) {
        ZoneOffsetTransition move = zone.getRules().getTransition(time);
        return move != null && move.isOverlap() && offset.equals(move.getOffsetAfter());
    }

    /** Whether the moment is due at which the clocks are moved. */
    private boolean isDueAt(ZoneOffsetTransition move) {
        if (cron.everyHour()) {
            return cron.isDue(move.getDateTimeAfter());
        }
        return move.isGap()
                && cron.nextAfter(move.getDateTimeBefore().minusMinutes(1))
                        .filter(time -> !time.isAfter(move.getDateTimeAfter()))
                        .isPresent();
    }
}
