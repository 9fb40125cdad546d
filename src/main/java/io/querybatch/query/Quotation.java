package io.querybatch.query;

/** A piece of a caller's text inside a message: short, on one line, and whole characters only. */
public final class Quotation {

    private static final int LONGEST = 40;

    private Quotation() {}

    /** The text in quotation marks; cut after 40 characters, and with {@code �} for what would break the line. */
    public static String of(String text) {
        StringBuilder quotation = new StringBuilder("\"");
        text.codePoints().limit(LONGEST).map(Quotation::shown).forEach(quotation::appendCodePoint);
        return quotation
                .append(text.codePointCount(0, text.length()) > LONGEST ? "…\"" : "\"")
                .toString();
    }

    private static int shown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> '�';
            default -> character;
        };
    }
}
