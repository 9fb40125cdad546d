package io.querybatch.results.formats;

/** Text for cells of a spreadsheet. */
final class SafeCell {

    private static final String DANGEROUS = "=+-@\t\r";

    private SafeCell() {}

    /**
     * The value as text; with {@code safe}, text that a spreadsheet would run as a formula gets an apostrophe in front
     * (contract A7; numbers are none).
     */
    static String text(Object value, boolean safe) {
        String text = CellText.of(value);
        boolean dangerous = safe
                && value instanceof String
                && !text.isEmpty()
                && DANGEROUS.indexOf(text.charAt(0)) >= 0
                && !isNumber(text);
        return dangerous ? "'" + text : text;
    }

    private static boolean isNumber(String text) {
        return text.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    }
}
