package io.querybatch.cli;

/** Text of others on a terminal. */
final class Text {

    private static final int LONGEST = 60;

    private Text() {}

    /** Without anything that moves the cursor. */
    static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /** Without anything that moves the cursor, and not too long. */
    static String oneLine(String text) {
        if (text == null) {
            return "";
        }
        String line = plain(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
