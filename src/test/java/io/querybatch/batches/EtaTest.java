package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.querybatch.execution.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EtaTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant DEADLINE = START.plus(Duration.ofHours(1));

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1_000));
    }

    private static double seconds(Instant time) {
        return Duration.between(START, time).toMillis() / 1_000.0;
    }

    private static Eta.Rest rest(int queries, int ended) {
        int running = Math.min(5, queries);
        return new Eta.Rest(queries - running, running, running, ended, DEADLINE);
    }

    /** Of queries that end one by one at even distances. */
    private static Pace steady(int ended, double each) {
        Pace pace = Pace.of(START, 0);
        for (int i = 1; i <= ended; i++) {
            pace = pace.after(at(i * each), i, 5);
        }
        return pace;
    }

    @Test
    void isUnknownUntilAFewHaveEnded() {
        assertThat(Eta.at(START, null, rest(10, 0))).isNull();
        assertThat(Eta.at(at(1), Pace.of(START, 0), rest(10, 0))).isNull();
        assertThat(Eta.at(at(10), steady(5, 2), rest(8, 5))).isNull();
        assertThat(Eta.at(at(20), steady(10, 2), rest(0, 10))).isNull();
        assertThat(Eta.at(at(100), steady(50, 2), rest(8, 50))).isNotNull();
    }

    @Test
    void ofASteadyBatchTheGuessIsRightAndTheRangeGetsNarrower() {
        double before = Double.MAX_VALUE;
        for (int ended = 20; ended < 180; ended += 40) {
            Eta eta = Eta.at(at(ended * 2), steady(ended, 2), rest(200 - ended, ended));
            assertThat(seconds(eta.likely())).isCloseTo(400, within(4.0));
            double width = seconds(eta.latest()) - seconds(eta.earliest());
            assertThat(width).isLessThanOrEqualTo(before).isLessThan(80);
            before = width;
        }
    }

    @Test
    void aBatchThatBecameSlowerIsSoonKnownToBe() {
        Pace pace = steady(100, 1);
        int ended = 100;
        for (double time = 105; time <= 400; time += 5) {
            pace = pace.after(at(time), ++ended, 5);
        }
        Eta eta = Eta.at(at(400), pace, rest(40, ended));
        assertThat(seconds(eta.likely())).isCloseTo(600, within(50.0));
    }

    @Test
    void whileNothingEndsTheGuessMovesOnAndTheRangeWidens() {
        Pace pace = steady(50, 2);
        Eta known = Eta.at(at(100), pace, rest(50, 50));
        Eta usual = Eta.at(at(103), pace, rest(50, 50));
        assertThat(usual).isEqualTo(known);
        Eta silent = Eta.at(at(160), pace, rest(50, 50));
        assertThat(silent.likely()).isAfter(known.likely().plusSeconds(50));
        assertThat(Duration.between(silent.earliest(), silent.latest()))
                .isGreaterThan(
                        Duration.between(known.earliest(), known.latest()).plusSeconds(60));
    }

    @Test
    void theTimeLimitEndsEverything() {
        Eta eta = Eta.at(at(1_000), steady(10, 100), rest(1_000, 10));
        assertThat(eta.likely()).isEqualTo(DEADLINE);
        assertThat(eta.latest()).isEqualTo(DEADLINE);
        Eta late = Eta.at(DEADLINE.plusSeconds(3), steady(10, 100), rest(1_000, 10));
        assertThat(late).isEqualTo(new Eta(DEADLINE.plusSeconds(3), DEADLINE.plusSeconds(3), DEADLINE.plusSeconds(3)));
    }

    @Test
    void whateverHappensTheRangeIsOneAndNeverInThePast() {
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 3_000; run++) {
            Pace pace = Pace.of(START, random.nextInt(3));
            int ended = pace.ended();
            double time = 0;
            for (int moves = random.nextInt(60); moves > 0; moves--) {
                time += Math.pow(10, random.nextDouble() * 6 - 3) * random.nextInt(2);
                ended += random.nextInt(4) == 0 ? random.nextInt(5_000) : random.nextInt(3);
                pace = pace.after(at(time), ended, random.nextInt(50));
                Instant now = at(time).plusNanos(random.nextLong(2_000_000_000_000L));
                Eta.Rest rest = new Eta.Rest(
                        random.nextInt(100_000),
                        random.nextInt(50),
                        random.nextInt(50),
                        ended,
                        at(random.nextInt(5_000)));
                Eta eta = Eta.at(now, pace, rest);
                if (eta != null) {
                    assertThat(eta.earliest()).isAfterOrEqualTo(now).isBeforeOrEqualTo(eta.likely());
                    assertThat(eta.latest()).isAfterOrEqualTo(eta.likely());
                }
            }
        }
    }
}
