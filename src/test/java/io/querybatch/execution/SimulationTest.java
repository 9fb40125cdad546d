package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The engine in thousands of made-up lives: servers that die, stand still, lose answers of the store and come back, while
 * batches are submitted, paused and cancelled. Everything is decided by the seed: {@code -Dsimulation.seed=} plays one
 * again, {@code -Dsimulation.count=} plays another number of them.
 */
class SimulationTest {

    private static final Logger LOG = Logger.getLogger("io.querybatch.execution");
    private static final Level LEVEL = LOG.getLevel();

    @BeforeAll
    static void beQuiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(LEVEL);
    }

    @Test
    void keepsItsPromisesWhateverHappens() {
        Long only = Long.getLong("simulation.seed");
        long count = Long.getLong("simulation.count", 10_000);
        LongStream seeds = only == null ? LongStream.rangeClosed(1, count).parallel() : LongStream.of(only);
        AtomicLong reused = new AtomicLong();
        List<String> failures = seeds.mapToObj(seed -> play(seed, reused))
                .filter(failure -> failure != null)
                .limit(3)
                .toList();
        assertThat(failures).isEmpty();
        assertThat(reused.get()).as("answers of others").isGreaterThan(only == null ? count : -1);
    }

    /** What went wrong, or null. */
    private static String play(long seed, AtomicLong reused) {
        World world = new World(seed);
        try {
            world.run();
            reused.addAndGet(world.invariants.reused());
            return null;
        } catch (AssertionError | RuntimeException e) {
            return "-Dsimulation.seed=" + seed + ": " + e + "\n" + world.time.history();
        }
    }
}
