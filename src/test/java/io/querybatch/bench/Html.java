package io.querybatch.bench;

import java.util.Locale;

/** Pieces of the report's page. */
final class Html {

    private Html() {}

    static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Three digits are as many as any of this means. */
    static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    static String quantity(Figure figure) {
        return number(figure.value()) + " <small>" + text(figure.unit()) + "</small>";
    }

    /** Empty for a figure that is not compared. */
    static String ratio(Figure figure) {
        return figure.baseline() == null ? "" : number(figure.ratio()) + " ×";
    }

    /** Whether a target is met, not by colour alone; empty without one. */
    static String pill(Figure figure) {
        if (figure.target() == null) {
            return "";
        }
        String unit = figure.baseline() == null ? "" : " ×";
        return "<span class=\"pill %s\">%s %s%s</span>"
                .formatted(
                        figure.isMet() ? "met" : "missed",
                        figure.isMet() ? "✓" : "✗",
                        text(figure.target().toString()),
                        unit);
    }
}
