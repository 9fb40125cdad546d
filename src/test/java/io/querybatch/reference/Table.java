package io.querybatch.reference;

import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown. */
final class Table {

    private final StringBuilder text = new StringBuilder();

    Table(String... head) {
        row(head);
        row(List.of(head).stream().map(cell -> "---").toArray(String[]::new));
    }

    /** Adds a row; what would end a cell is escaped. */
    Table row(String... cells) {
        text.append(List.of(cells).stream()
                        .map(cell -> cell.replace("|", "\\|"))
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
