package io.querybatch.bench;

import io.querybatch.testing.Project;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code mvn -Pbench}: every measurement, each beside its baseline, into {@code target/bench/report.json}.
 * {@code -Dbench=results,polls} picks some.
 */
public final class Bench {

    private static final List<Measurement> ALL = List.of(
            new Submission(),
            new StatusPolls(),
            new LargeResults(),
            new EmptyExecutor(),
            new MoreNodes(),
            new WakeUps());

    private Bench() {}

    public static void main(String[] args) throws Exception {
        Report report = new Report(Project.target().resolve("bench/report.json"));
        for (Measurement measurement : picked(System.getProperty("bench", ""))) {
            report.begin(measurement.name());
            measurement.measure(report);
            report.end();
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
