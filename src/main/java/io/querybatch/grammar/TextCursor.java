package io.querybatch.grammar;

import io.querybatch.query.Quotation;
import java.util.function.IntPredicate;

/** A place in a caller's text that moves from left to right. */
final class TextCursor {

    private final String text;
    private int position;

    TextCursor(String text) {
        this.text = text;
    }

    /** Whether the character separates words: white space and every kind of space, the unbreakable one included. */
    static boolean isBlank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    String text() {
        return text;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position == text.length();
    }

    /** The character here, or 0 at the end. */
    char peek() {
        return atEnd() ? 0 : text.charAt(position);
    }

    void moveTo(int newPosition) {
        position = newPosition;
    }

    /** Moves past the character if it is the one here. */
    boolean skip(char expected) {
        if (atEnd() || peek() != expected) {
            return false;
        }
        position++;
        return true;
    }

    void skipBlanks() {
        takeWhile(TextCursor::isBlank);
    }

    /** Moves past the characters that fit, and returns them. */
    String takeWhile(IntPredicate fits) {
        int start = position;
        while (!atEnd() && fits.test(peek())) {
            position++;
        }
        return text.substring(start, position);
    }

    /** What is missing here, after what. */
    GrammarException expected(String what, String after) {
        String place = after.isEmpty() ? "" : " after " + Quotation.of(after);
        return new GrammarException("expected " + what + place, position);
    }
}
