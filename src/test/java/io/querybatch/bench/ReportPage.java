package io.querybatch.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The report for people: one file that asks nobody for anything. */
final class ReportPage {

    private static final String PAGE = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Querybatch: measurements</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        <h1>Querybatch, measured</h1>
        <p class="facts">%s</p>
        %s%s</main>
        </body>
        </html>
        """;

    private static final String TARGETS = """
        <section class="card">
        <header><h2>%d of %d targets met</h2><p>absolute figures mean little on a shared machine, ratios of one run more</p></header>
        <table>
        <thead><tr><th>figure</th><th>against</th><th class="number">measured</th><th>wanted</th></tr></thead>
        <tbody>
        %s</tbody>
        </table>
        </section>
        """;

    private static final String TARGET = """
        <tr><td><a href="#%s">%s</a></td><td>%s</td><td class="number">%s</td><td>%s</td></tr>
        """;

    private static final String SECTION = """
        <section class="card" id="%s">
        <header><h2>%s</h2><p><code>-Dbench=%s</code> · %,d s%s</p></header>
        %s%s</section>
        """;

    private ReportPage() {}

    static String of(List<Section> sections) throws IOException {
        String facts = Machine.describe().entrySet().stream()
                .map(fact -> "<span>" + Html.text(fact.getKey().replace('_', ' ') + " " + fact.getValue()) + "</span>")
                .collect(Collectors.joining());
        String all = sections.stream().map(ReportPage::section).collect(Collectors.joining());
        return PAGE.formatted(style(), facts, targets(sections), all);
    }

    private static String style() throws IOException {
        try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String targets(List<Section> sections) {
        List<Figure> wanted = sections.stream()
                .flatMap(section -> section.withTargets().stream())
                .toList();
        if (wanted.isEmpty()) {
            return "";
        }
        String rows = sections.stream()
                .flatMap(section -> section.withTargets().stream().map(figure -> target(section, figure)))
                .collect(Collectors.joining());
        return TARGETS.formatted(wanted.stream().filter(Figure::isMet).count(), wanted.size(), rows);
    }

    private static String target(Section section, Figure figure) {
        return TARGET.formatted(
                section.name(),
                Html.text(section.name() + ": " + figure.name()),
                figure.baseline() == null ? "" : Html.text(figure.baseline()),
                figure.baseline() == null ? Html.quantity(figure) : Html.ratio(figure),
                Html.pill(figure));
    }

    private static String section(Section section) {
        String load = section.load() < 0 ? "" : " · load " + Html.number(section.load());
        String failure = section.failure() == null
                ? ""
                : "<p class=\"failure\">Did not come to its end: " + Html.text(section.failure()) + "</p>\n";
        return SECTION.formatted(
                section.name(),
                Html.text(section.title()),
                section.name(),
                section.seconds(),
                load,
                failure,
                new Bars(section.figures()).html());
    }
}
