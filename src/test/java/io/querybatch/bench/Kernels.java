package io.querybatch.bench;

import io.querybatch.testing.Project;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What runs for every query or every row, by JMH in JVMs of its own. The class {@code …Kernel} of each is in
 * {@code src/bench}; its others are compared with the method whose name begins with {@code plain}.
 */
final class Kernels implements Measurement {

    private static final int TIMES = Integer.getInteger("bench.times", 3);
    private static final String PLAIN = "plain";

    @Override
    public String name() {
        return "kernels";
    }

    @Override
    public String title() {
        return "What runs for every query or row, beside the least that it could be";
    }

    @Override
    public void measure(Report report) throws Exception {
        Path file = HandWrittenLoop.folder().resolve("kernels.json");
        run(file);
        Map<String, List<JsonObject>> byClass = results(file).stream()
                .collect(Collectors.groupingBy(result -> names(result)[0], TreeMap::new, Collectors.toList()));
        if (byClass.isEmpty()) {
            throw new IllegalStateException("no kernels: they are in the profile bench");
        }
        byClass.forEach((kernel, results) -> report(report, results));
    }

    private static void run(Path file) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The JVMs that it starts get the same options.
        command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-Dproject.basedir=" + Project.base()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.openjdk.jmh.Main"));
        command.addAll(List.of("-bm", "avgt", "-tu", "us", "-f", "1", "-foe", "true", "-v", "SILENT"));
        command.addAll(List.of("-wi", "3", "-w", "1s", "-i", String.valueOf(TIMES), "-r", "1s"));
        command.addAll(List.of("-rf", "json", "-rff", file.toString(), "io.querybatch.*Kernel"));
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("JMH ended with " + exit);
        }
    }

    private static List<JsonObject> results(Path file) throws IOException {
        try (JsonReader reader = Json.createReader(Files.newInputStream(file))) {
            return reader.readArray().getValuesAs(JsonObject.class);
        }
    }

    /** Class and method. */
    private static String[] names(JsonObject result) {
        String[] names = result.getString("benchmark").split("\\.", -1);
        return new String[] {names[names.length - 2], names[names.length - 1]};
    }

    private static void report(Report report, List<JsonObject> results) {
        List<JsonObject> plainFirst = results.stream()
                .sorted(Comparator.comparing(result -> !names(result)[1].startsWith(PLAIN)))
                .toList();
        String baseline = name(plainFirst.get(0));
        report.figure(baseline, microseconds(plainFirst.get(0)), "µs");
        plainFirst.stream()
                .skip(1)
                .forEach(result -> report.figure(name(result), microseconds(result), "µs", baseline));
    }

    private static String name(JsonObject result) {
        return names(result)[0].replace("Kernel", "") + ", " + names(result)[1];
    }

    private static double microseconds(JsonObject result) {
        return result.getJsonObject("primaryMetric").getJsonNumber("score").doubleValue();
    }
}
