package io.querybatch.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Due times around the moves of clocks, compared with looking at every minute. */
class TimingPropertiesTest {

    private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");

    /** A cron expression of minutes and hours; no hours stands for every hour. */
    record Times(Set<Integer> minutes, Set<Integer> hours) {

        String text() {
            return list(minutes) + " " + (hours.isEmpty() ? "*" : list(hours)) + " * * *";
        }

        private static String list(Set<Integer> values) {
            return values.stream().map(String::valueOf).collect(Collectors.joining(","));
        }

        boolean has(LocalDateTime time) {
            return minutes.contains(time.getMinute()) && (hours.isEmpty() || hours.contains(time.getHour()));
        }
    }

    @Provide
    Arbitrary<Times> times() {
        Arbitrary<Set<Integer>> minutes =
                Arbitraries.of(0, 1, 15, 29, 30, 59).set().ofMinSize(1).ofMaxSize(3);
        Arbitrary<Set<Integer>> hours = Arbitraries.of(0, 1, 2, 3, 4, 23).set().ofMaxSize(3);
        return minutes.flatMap(some -> hours.map(others -> new Times(new TreeSet<>(some), new TreeSet<>(others))));
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of(
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "America/Santiago",
                "Africa/Casablanca",
                "Asia/Kolkata",
                "UTC");
    }

    /** The {@code index}th time that clocks are moved, or an arbitrary moment where they never are. */
    private static Instant move(ZoneId zone, int index) {
        Instant moment = BEGIN;
        for (int i = 0; i <= index; i++) {
            ZoneOffsetTransition next = zone.getRules().nextTransition(moment);
            moment = next == null ? moment.plus(Duration.ofDays(50)) : next.getInstant();
        }
        return moment;
    }

    @Property(tries = 200)
    void areThoseThatSomebodySeesWhoLooksAtEveryMinute(
            @ForAll("times") Times times, @ForAll("zones") String zoneId, @ForAll @IntRange(max = 3) int index) {
        ZoneId zone = ZoneId.of(zoneId);
        Instant from = move(zone, index).minus(Duration.ofHours(30));
        Instant to = from.plus(Duration.ofHours(60));

        List<Instant> found = new ArrayList<>();
        Timing timing = Timing.of(times.text(), zoneId);
        Optional<Instant> next = timing.next(from);
        while (next.isPresent() && !next.get().isAfter(to)) {
            found.add(next.get());
            next = timing.next(next.get());
        }
        assertThat(found).isEqualTo(seen(times, zone, from, to));
    }

    private static List<Instant> seen(Times times, ZoneId zone, Instant from, Instant to) {
        List<Instant> seen = new ArrayList<>();
        for (Instant minute = from.plusSeconds(60); !minute.isAfter(to); minute = minute.plusSeconds(60)) {
            if (isDue(times, zone, minute)) {
                seen.add(minute);
            }
        }
        return seen;
    }

    private static boolean isDue(Times times, ZoneId zone, Instant minute) {
        LocalDateTime shown = LocalDateTime.ofInstant(minute, zone);
        if (times.hours().isEmpty()) {
            return times.has(shown);
        }
        return (times.has(shown) && !wasShownBefore(shown, zone, minute)) || wasSkipped(times, zone, minute);
    }

    private static boolean wasShownBefore(LocalDateTime shown, ZoneId zone, Instant minute) {
        return zone.getRules().getValidOffsets(shown).stream()
                .map(shown::toInstant)
                .anyMatch(minute::isAfter);
    }

    /** Whether clocks jump to this minute, over one that is due. */
    private static boolean wasSkipped(Times times, ZoneId zone, Instant minute) {
        ZoneOffset before = zone.getRules().getOffset(minute.minusSeconds(1));
        LocalDateTime end = LocalDateTime.ofInstant(minute, zone);
        LocalDateTime skipped = LocalDateTime.ofInstant(minute, before);
        for (; skipped.isBefore(end); skipped = skipped.plusMinutes(1)) {
            if (times.has(skipped)) {
                return true;
            }
        }
        return false;
    }
}
