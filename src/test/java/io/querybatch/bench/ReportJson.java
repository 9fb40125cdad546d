package io.querybatch.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** The report for programs. */
final class ReportJson {

    private ReportJson() {}

    static String of(List<Section> sections) {
        JsonObjectBuilder measurements = Json.createObjectBuilder();
        sections.forEach(section -> measurements.add(section.name(), json(section)));
        JsonObjectBuilder machine = Json.createObjectBuilder();
        Machine.describe().forEach(machine::add);
        return Json.createObjectBuilder()
                .add("machine", machine)
                .add("measurements", measurements)
                .build()
                .toString();
    }

    private static JsonObjectBuilder json(Section section) {
        JsonArrayBuilder figures = Json.createArrayBuilder();
        section.figures().forEach(figure -> figures.add(json(figure)));
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("title", section.title())
                .add("seconds", section.seconds())
                .add("load", section.load())
                .add("figures", figures);
        return section.failure() == null ? json : json.add("failure", section.failure());
    }

    private static JsonObjectBuilder json(Figure figure) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("name", figure.name())
                .add("value", figure.value())
                .add("unit", figure.unit());
        if (figure.baseline() != null) {
            json.add("baseline", figure.baseline()).add("ratio", figure.ratio());
        }
        if (figure.target() != null) {
            json.add(
                            figure.target().orMore() ? "wanted_at_least" : "wanted_at_most",
                            figure.target().wanted())
                    .add("met", figure.isMet());
        }
        return json;
    }
}
