package io.querybatch.query;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Spelling {

    private static final int MAX_DISTANCE = 2;
    private static final int LONGEST_WORD = 100;

    private Spelling() {}

    /**
     * The known word nearest to {@code word}: at most two slips away (a wrong, missing, surplus or swapped letter) and
     * never more than half its letters. Case does not count, so the word itself may be the nearest.
     */
    public static Optional<String> nearest(String word, Collection<String> known) {
        if (word.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        String nearest = null;
        int best = Math.min(MAX_DISTANCE, word.length() / 2) + 1;
        for (String candidate : known) {
            if (Math.abs(candidate.length() - word.length()) < best) {
                int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
                if (distance < best) {
                    best = distance;
                    nearest = candidate;
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Optimal string alignment distance: Levenshtein with swaps of neighbours. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
