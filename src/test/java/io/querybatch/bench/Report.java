package io.querybatch.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured: every figure alone, or as a ratio against another one of the same measurement. It is printed as it comes
 * in, and kept as {@code report.json} and {@code report.html}.
 */
final class Report {

    private static final PrintStream OUT = System.out;

    private final Path folder;
    private final List<Section> sections = new ArrayList<>();
    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private Measurement measurement;
    private long begin;

    Report(Path folder) {
        this.folder = folder;
    }

    void begin(Measurement next) {
        measurement = next;
        figures.clear();
        begin = System.nanoTime();
        say("%n== %s: %s", next.name(), next.title());
    }

    /** Where it is, for who waits. */
    void progress(String what) {
        say("   %6d s  %s", seconds(), what);
    }

    /** A figure that means something alone, or that others are compared with. */
    void figure(String name, double value, String unit) {
        figure(name, value, unit, (Target) null);
    }

    /** The same, with what is wanted of it. */
    void figure(String name, double value, String unit, Target target) {
        add(new Figure(name, value, unit, null, 0, target));
    }

    /** A figure beside one that is already there, which must be of the same unit. */
    void figure(String name, double value, String unit, String baseline) {
        figure(name, value, unit, baseline, null);
    }

    /** The same, with what is wanted of its ratio. */
    void figure(String name, double value, String unit, String baseline, Target target) {
        Figure other = figures.get(baseline);
        if (other == null || !other.unit().equals(unit)) {
            throw new IllegalArgumentException(name + ": nothing to compare with is called " + baseline);
        }
        if (other.value() == 0) {
            // Less than the clock can tell: there is no ratio to it.
            figure(name, value, unit);
            return;
        }
        add(new Figure(name, value, unit, baseline, value / other.value(), target));
    }

    private void add(Figure figure) {
        if (figures.put(figure.name(), figure) != null) {
            throw new IllegalArgumentException("two figures are called " + figure.name());
        }
        say("%-52s %,14.2f %s%s%s", figure.name(), figure.value(), figure.unit(), ratio(figure), target(figure));
    }

    private static String ratio(Figure figure) {
        return figure.baseline() == null
                ? ""
                : String.format(Locale.ROOT, " = %.2f x %s", figure.ratio(), figure.baseline());
    }

    private static String target(Figure figure) {
        return figure.target() == null
                ? ""
                : "; wanted " + figure.target() + ": " + (figure.isMet() ? "met" : "missed");
    }

    /** Ends the measurement and writes everything so far: the next one may take the machine down. */
    void end() throws IOException {
        end(null);
    }

    /** Ends a measurement that something went wrong with; its figures up to then stay. */
    void failed(Throwable failure) throws IOException {
        say("FAILED: %s", failure);
        // Servers that did not start have their whole log in it.
        end(failure.toString().lines().findFirst().orElseThrow());
    }

    private void end(String failure) throws IOException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        sections.add(new Section(
                measurement.name(), measurement.title(), seconds(), load, List.copyOf(figures.values()), failure));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.json"), ReportJson.of(sections));
        Path page = folder.resolve("report.html");
        Files.writeString(page, ReportPage.of(sections));
        say("%s took %d s; the report is %s", measurement.name(), seconds(), page);
    }

    private long seconds() {
        return Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    }

    private static void say(String format, Object... values) {
        OUT.println(String.format(Locale.ROOT, format, values));
    }
}
