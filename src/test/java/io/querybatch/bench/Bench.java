package io.querybatch.bench;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code mvn -Pbench}: every measurement, each beside its baseline, into {@code target/bench/report.html} and
 * {@code report.json}. {@code -Dbench=results,polls} picks some. One that fails is named there, and the others go on.
 */
public final class Bench {

    private static final List<Measurement> ALL = List.of(
            FlightRace.onDuckDb(),
            FlightRace.onDuckDbBesideQueues(),
            FlightRace.onPostgres(),
            new Kernels(),
            new Submission(),
            new StatusPolls(),
            new Watching(),
            new SmallFetches(),
            new LargeResults(),
            new FirstStart(),
            new ColdStart(),
            new LargeBatch(),
            new EmptyExecutor(),
            new MoreNodes(),
            new WakeUps());

    private Bench() {}

    public static void main(String[] args) throws IOException {
        // Whoever interrupts a run wants nothing left of it.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
        Report report = new Report(Project.target().resolve("bench"));
        long failed = 0;
        for (Measurement measurement : picked(System.getProperty("bench", ""))) {
            failed += measure(measurement, report) ? 0 : 1;
        }
        // Threads of what failed may still be there.
        System.exit(failed == 0 ? 0 : 1);
    }

    private static boolean measure(Measurement measurement, Report report) throws IOException {
        report.begin(measurement);
        try {
            measurement.measure(report);
            report.end();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            report.failed(e);
            return false;
        } catch (Exception | AssertionError e) {
            report.failed(e);
            return false;
        }
    }

    private static List<Measurement> picked(String names) {
        if (names.isBlank()) {
            return ALL;
        }
        return Arrays.stream(names.split(",")).map(Bench::named).toList();
    }

    private static Measurement named(String name) {
        return ALL.stream()
                .filter(measurement -> measurement.name().equals(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("-Dbench: " + name + " is none of "
                        + ALL.stream().map(Measurement::name).collect(Collectors.joining(", "))));
    }
}
