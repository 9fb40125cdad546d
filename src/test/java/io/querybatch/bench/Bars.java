package io.querybatch.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The figures of a section: bars for those that are compared, each group below its baseline, and tiles for the others. */
final class Bars {

    private static final String ROW = """
        <div class="row%s"><span class="name">%s</span><span class="track"><i class="bar" style="width:%s%%"></i>%s</span>\
        <span class="value">%s</span><span class="ratio">%s</span>%s</div>
        """;

    private static final String TILE = """
        <div class="tile"><strong>%s</strong><span>%s</span>%s</div>
        """;

    private final List<Figure> figures;

    Bars(List<Figure> figures) {
        this.figures = figures;
    }

    String html() {
        String groups =
                figures.stream().filter(this::isBaseline).map(this::group).collect(Collectors.joining());
        Predicate<Figure> compared = figure -> figure.baseline() != null || isBaseline(figure);
        String tiles =
                figures.stream().filter(compared.negate()).map(Bars::tile).collect(Collectors.joining());
        return groups + (tiles.isEmpty() ? "" : "<div class=\"tiles\">\n" + tiles + "</div>\n");
    }

    private boolean isBaseline(Figure figure) {
        return followers(figure).findAny().isPresent();
    }

    private Stream<Figure> followers(Figure baseline) {
        return figures.stream().filter(figure -> baseline.name().equals(figure.baseline()));
    }

    /** What is wanted must be seen even where it is far off. */
    private String group(Figure baseline) {
        double longest = Stream.concat(Stream.of(baseline), followers(baseline))
                .flatMapToDouble(figure -> DoubleStream.of(figure.value(), wanted(figure, baseline)))
                .max()
                .orElseThrow();
        return "<h3>against " + Html.text(baseline.name()) + "</h3>\n"
                + Stream.concat(Stream.of(baseline), followers(baseline))
                        .map(figure -> row(figure, baseline, longest))
                        .collect(Collectors.joining());
    }

    /** The value that would just do; 0 if nothing is wanted. */
    private static double wanted(Figure figure, Figure baseline) {
        if (figure.target() == null) {
            return 0;
        }
        return figure.target().wanted() * (figure.baseline() == null ? 1 : baseline.value());
    }

    private static String row(Figure figure, Figure baseline, double longest) {
        boolean base = figure.equals(baseline);
        double wanted = base ? 0 : wanted(figure, baseline);
        String tick = wanted == 0 ? "" : "<b class=\"tick\" style=\"left:" + percent(wanted, longest) + "%\"></b>";
        return ROW.formatted(
                base ? " base" : "",
                Html.text(figure.name()),
                percent(figure.value(), longest),
                tick,
                Html.quantity(figure),
                base ? "1 ×" : Html.ratio(figure),
                base ? "" : Html.pill(figure));
    }

    private static String percent(double value, double longest) {
        return String.format(Locale.ROOT, "%.2f", longest == 0 ? 0 : 100 * value / longest);
    }

    private static String tile(Figure figure) {
        return TILE.formatted(Html.quantity(figure), Html.text(figure.name()), Html.pill(figure));
    }
}
