package io.querybatch.chaos;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The campaign in numbers, for programs and for people.
 *
 * @param seed of the campaign
 * @param tally what it did and found
 * @param duration how long it took
 * @param notes what was left out, and why
 */
record Report(long seed, Tally tally, Duration duration, List<String> notes) {

    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("report.json"), json());
        Files.writeString(folder.resolve("report.md"), text());
    }

    private String json() {
        JsonObjectBuilder wrong = Json.createObjectBuilder();
        for (Problem.Kind kind : Problem.Kind.values()) {
            wrong.add(kind.label(), tally.count(kind));
        }
        return Json.createObjectBuilder()
                .add("seed", seed)
                .add("seconds", duration.toSeconds())
                .add("counts", numbers(tally.counts()))
                .add("faults", numbers(tally.faults()))
                .add("missed", numbers(tally.missed()))
                .add("wrong", wrong)
                .add(
                        "problems",
                        texts(tally.problems().stream().map(Problem::toString).toList()))
                .add("notes", texts(notes))
                .build()
                .toString();
    }

    private static JsonObjectBuilder numbers(Map<String, Integer> counts) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        counts.forEach(object::add);
        return object;
    }

    private static JsonArrayBuilder texts(List<String> list) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        list.forEach(array::add);
        return array;
    }

    private String text() {
        StringBuilder text =
                new StringBuilder("# Crash campaign\n\nSeed %d, %d s.\n".formatted(seed, duration.toSeconds()));
        table(text, "what", tally.counts());
        text.append("\n| wrong | number |\n|---|---|\n");
        for (Problem.Kind kind : Problem.Kind.values()) {
            text.append("| %s | %d |\n".formatted(kind.label(), tally.count(kind)));
        }
        table(text, "fault", tally.faults());
        if (!tally.missed().isEmpty()) {
            table(text, "did not happen", tally.missed());
        }
        notes.forEach(note -> text.append("\n").append(note).append("\n"));
        tally.problems().forEach(problem -> text.append("\n- ").append(problem));
        return text.append("\n").toString();
    }

    private static void table(StringBuilder text, String heading, Map<String, Integer> counts) {
        text.append("\n| %s | number |\n|---|---|\n".formatted(heading));
        counts.forEach((what, count) -> text.append("| %s | %d |\n".formatted(what, count)));
    }
}
