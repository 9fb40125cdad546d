package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.execution.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often a batch ended within the range that was told: batches with queries of made-up lengths, asked at every tenth of their way.
 * The bounds are what was measured, a little below.
 */
class EtaCoverageTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final int BATCHES = 300;

    /** Lengths of queries in seconds; {@code part} says how far the batch is, from 0 to 1. */
    private enum Lengths {
        EQUAL,
        ALIKE,
        EXPONENTIAL,
        SKEWED,
        SLOWER;

        double next(SplittableRandom random, double part) {
            return switch (this) {
                case EQUAL -> 4;
                case ALIKE -> 2 + 4 * random.nextDouble();
                case EXPONENTIAL -> -4 * Math.log(1 - random.nextDouble());
                case SKEWED -> Math.exp(random.nextGaussian());
                case SLOWER -> (2 + 4 * part) * (0.5 + random.nextDouble());
            };
        }
    }

    /** A batch that is played to its end; what was told on the way. */
    private static final class Played {

        private final SplittableRandom random;
        private final Lengths lengths;
        private final int queries;
        private final int slots;
        private final PriorityQueue<Double> running = new PriorityQueue<>();
        private final Eta[] told = new Eta[10];
        private Pace pace = Pace.of(START, 0);
        private int started;
        private int ended;
        private double time;

        Played(long seed, Lengths lengths, int queries, int slots) {
            this.random = new SplittableRandom(seed);
            this.lengths = lengths;
            this.queries = queries;
            this.slots = slots;
        }

        Played toTheEnd() {
            while (ended < queries) {
                while (running.size() < slots && started < queries) {
                    running.add(time + lengths.next(random, (double) started / queries));
                    started++;
                }
                int before = running.size();
                time = running.remove();
                ended++;
                pace = pace.after(at(time), ended, before);
                int tenth = 10 * ended / queries;
                if (tenth < 10 && told[tenth] == null) {
                    told[tenth] = Eta.at(at(time), pace, rest());
                }
            }
            return this;
        }

        private Eta.Rest rest() {
            return new Eta.Rest(
                    queries - ended - running.size(),
                    running.size(),
                    running.size(),
                    ended,
                    START.plus(Duration.ofDays(1)));
        }

        private static Instant at(double seconds) {
            return START.plusMillis((long) Math.ceil(seconds * 1_000));
        }

        boolean wasIn(Eta eta) {
            return !at(time).isBefore(eta.earliest()) && !at(time).isAfter(eta.latest());
        }
    }

    /** Told at a tenth of the way: how often the end was in the range, and how wide that was, as a part of the whole time. */
    private static final class Told {

        private int times;
        private int right;
        private double width;

        void add(Played batch, Eta eta) {
            times++;
            right += batch.wasIn(eta) ? 1 : 0;
            width += Duration.between(eta.earliest(), eta.latest()).toMillis() / 1_000.0 / batch.time;
        }
    }

    /** Of queries that get slower and slower no past tells how slow: the range is wrong for a while, until it has seen that they do. */
    @ParameterizedTest
    @CsvSource({
        "EQUAL, 60, 5, 99",
        "EQUAL, 2000, 20, 99",
        "ALIKE, 60, 5, 99",
        "ALIKE, 400, 8, 99",
        "EXPONENTIAL, 60, 5, 94",
        "EXPONENTIAL, 2000, 20, 97",
        "SKEWED, 200, 5, 85",
        "SKEWED, 2000, 20, 83",
        "SLOWER, 200, 5, 60",
        "SLOWER, 2000, 20, 97"
    })
    void mostBatchesEndWhenTheyWereSaidTo(Lengths lengths, int queries, int slots, int percent) {
        Told[] told = tell(lengths, queries, slots);
        int times = Stream.of(told).mapToInt(tenth -> tenth.times).sum();
        int right = Stream.of(told).mapToInt(tenth -> tenth.right).sum();
        assertThat(times).isGreaterThan(3 * BATCHES);
        assertThat(100.0 * right / times).isGreaterThanOrEqualTo(percent);
        assertThat(told[9].width / told[9].times).isLessThan(0.9);
        if (queries > 1_000) {
            assertThat(told[9].width / told[9].times).isLessThan(told[3].width / told[3].times);
        }
    }

    private static Told[] tell(Lengths lengths, int queries, int slots) {
        Told[] told = Stream.generate(Told::new).limit(10).toArray(Told[]::new);
        for (int seed = 0; seed < BATCHES; seed++) {
            Played batch = new Played(seed, lengths, queries, slots).toTheEnd();
            for (int tenth = 1; tenth < told.length; tenth++) {
                if (batch.told[tenth] != null) {
                    told[tenth].add(batch, batch.told[tenth]);
                }
            }
        }
        return told;
    }
}
