package io.querybatch.cli;

/**
 * Colours, where they are wanted.
 *
 * @param terminal whether lines can be written over
 * @param colors whether they can be coloured
 */
public record Painter(boolean terminal, boolean colors) {

    String red(String text) {
        return paint("31", text);
    }

    String green(String text) {
        return paint("32", text);
    }

    private String paint(String code, String text) {
        return colors ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
