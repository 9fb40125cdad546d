package io.querybatch.chaos;

import io.querybatch.testing.Project;
import io.querybatch.testing.Truth;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * {@code mvn -Pchaos}: the crash campaign. {@code -Dchaos.rounds=N}, {@code -Dchaos.seed=S} for the same again,
 * {@code -Dchaos.round=N,M} for some of its rounds. Fails when anything is lost, duplicated or wrong.
 */
public final class Chaos {

    private static final PrintStream OUT = System.out;
    private static final int ROUNDS = 100;

    private Chaos() {}

    public static void main(String[] args) throws Exception {
        long seed = number("chaos.seed", System.currentTimeMillis() % 1_000_000);
        int[] numbers = rounds();
        say("crash campaign: %d rounds, -Dchaos.seed=%d", numbers.length, seed);
        Path target = Files.createDirectories(Project.target().resolve("chaos"));
        Tally tally = new Tally();
        long begin = System.nanoTime();
        try (Cluster cluster = Cluster.start(Files.createTempDirectory(target, "run"))) {
            Truth truth = Truth.flights("2001-01-01", "2001-06-30");
            Plans plans = new Plans(seed, cluster.sources().airports(), Sources.names());
            for (int number : numbers) {
                run(plans.plan(number), cluster, truth, tally);
                // After every round: a campaign that is ended early has something to show too.
                report(seed, tally, begin, cluster).write(target);
            }
            if (numbers.length >= ROUNDS) {
                tally.whole();
                report(seed, tally, begin, cluster).write(target);
            }
        }
        say("the report is target/chaos/report.md");
        if (!tally.problems().isEmpty()) {
            throw new IllegalStateException(tally.problems().size() + " problems; see the report");
        }
    }

    private static Report report(long seed, Tally tally, long begin, Cluster cluster) {
        return new Report(seed, tally, Duration.ofNanos(System.nanoTime() - begin), notes(cluster));
    }

    private static int[] rounds() {
        String only = System.getProperty("chaos.round", "");
        return only.isBlank()
                ? IntStream.rangeClosed(1, (int) number("chaos.rounds", ROUNDS)).toArray()
                : Pattern.compile(",")
                        .splitAsStream(only)
                        .mapToInt(Integer::parseInt)
                        .toArray();
    }

    private static void run(Plan plan, Cluster cluster, Truth truth, Tally tally) throws InterruptedException {
        say("round %d: %s", plan.number(), plan.summary());
        long begin = System.nanoTime();
        List<Problem> problems = new Round(plan, cluster, truth, tally).run();
        tally.round(problems);
        problems.forEach(problem -> say("  %s", problem));
        say("  %d batches, %.1f s", plan.orders().size(), (System.nanoTime() - begin) / 1e9);
    }

    private static List<String> notes(Cluster cluster) {
        List<String> notes = new ArrayList<>();
        if (!cluster.disk().canBeFull()) {
            notes.add("No full disks: a file system of our own could not be mounted.");
        }
        if (!NodeClock.canBeShifted()) {
            notes.add("No shifted clocks: faketime is not installed.");
        }
        return notes;
    }

    private static long number(String property, long otherwise) {
        String text = System.getProperty(property, "");
        return text.isBlank() ? otherwise : Long.parseLong(text);
    }

    private static void say(String format, Object... values) {
        OUT.println(String.format(Locale.ROOT, format, values));
    }
}
