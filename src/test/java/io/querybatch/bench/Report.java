package io.querybatch.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What was measured: every figure alone, or as a ratio against another one of the same measurement. */
final class Report {

    private static final PrintStream OUT = System.out;

    private final Path file;
    private final Map<String, JsonObject> measurements = new LinkedHashMap<>();
    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private String measurement;
    private long begin;

    /** {@code ratio} is to {@code baseline}, which is null where there is nothing to compare with. */
    private record Figure(double value, String unit, String baseline, double ratio) {}

    Report(Path file) {
        this.file = file;
    }

    void begin(String name) {
        measurement = name;
        figures.clear();
        begin = System.nanoTime();
        say("%n== %s", name);
    }

    /** A figure that means something alone, or that others are compared with. */
    void figure(String name, double value, String unit) {
        add(name, new Figure(value, unit, null, 0));
        say("%-44s %,12.2f %s", name, value, unit);
    }

    /** A figure beside one that is already there, which must be of the same unit. */
    void figure(String name, double value, String unit, String baseline) {
        Figure other = figures.get(baseline);
        if (other == null || !other.unit().equals(unit)) {
            throw new IllegalArgumentException(name + ": nothing to compare with is called " + baseline);
        }
        if (other.value() == 0) {
            // Less than the clock can tell: there is no ratio to it.
            figure(name, value, unit);
            return;
        }
        double ratio = value / other.value();
        add(name, new Figure(value, unit, baseline, ratio));
        say("%-44s %,12.2f %s = %.2f x %s", name, value, unit, ratio, baseline);
    }

    private void add(String name, Figure figure) {
        if (figures.put(name, figure) != null) {
            throw new IllegalArgumentException("two figures are called " + name);
        }
    }

    /** Ends the measurement and writes everything so far: a later one may fail. */
    void end() throws IOException {
        JsonArrayBuilder list = Json.createArrayBuilder();
        figures.forEach((name, figure) -> list.add(json(name, figure)));
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        measurements.put(
                measurement,
                Json.createObjectBuilder()
                        .add("seconds", seconds)
                        .add("figures", list)
                        .build());
        JsonObjectBuilder all = Json.createObjectBuilder();
        measurements.forEach(all::add);
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                Json.createObjectBuilder()
                        .add("machine", machine())
                        .add("measurements", all)
                        .build()
                        .toString());
        say("%s took %d s; the report is %s", measurement, seconds, file);
    }

    private static JsonObjectBuilder json(String name, Figure figure) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("name", name)
                .add("value", figure.value())
                .add("unit", figure.unit());
        return figure.baseline() == null
                ? json
                : json.add("baseline", figure.baseline()).add("ratio", figure.ratio());
    }

    private static JsonObjectBuilder machine() {
        return Json.createObjectBuilder()
                .add("cores", Runtime.getRuntime().availableProcessors())
                .add("java", Runtime.version().toString())
                .add("server_jvm", BenchServer.JVM)
                .add("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    private static void say(String format, Object... values) {
        OUT.println(String.format(Locale.ROOT, format, values));
    }
}
