package io.querybatch.grammar;

import java.util.ArrayList;
import java.util.List;

/** Splits a list at its commas. */
final class CommaList {

    /**
     * One entry.
     *
     * @param words what blanks separate, at least one
     */
    record Entry(List<Word> words) {

        Word first() {
            return words.get(0);
        }
    }

    /**
     * A run of characters without blanks and commas.
     *
     * @param position index of its first character in the whole text
     */
    record Word(String text, int position) {}

    private CommaList() {}

    /**
     * The entries, at least one.
     *
     * @throws GrammarException if an entry is empty
     */
    static List<Entry> split(String text) throws GrammarException {
        TextCursor cursor = new TextCursor(text);
        List<Entry> entries = new ArrayList<>();
        do {
            List<Word> words = words(cursor);
            if (words.isEmpty()) {
                throw cursor.expected("a field", "");
            }
            entries.add(new Entry(words));
        } while (cursor.skip(','));
        return entries;
    }

    /** Words up to a comma or the end. */
    private static List<Word> words(TextCursor cursor) {
        List<Word> words = new ArrayList<>();
        cursor.skipBlanks();
        while (!cursor.atEnd() && cursor.peek() != ',') {
            int position = cursor.position();
            words.add(new Word(cursor.takeWhile(c -> c != ',' && !TextCursor.isBlank(c)), position));
            cursor.skipBlanks();
        }
        return words;
    }
}
