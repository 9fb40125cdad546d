package io.querybatch.grammar;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps regular expressions small enough to compile and search anywhere. The engine writes repetitions out, nested ones
 * multiplied, and follows steps that consume nothing by recursion: without a bound, {@code ((x{999}){999}){999}} takes all
 * memory, and two thousand {@code x?} all of a thread's stack.
 */
final class RegexSize {

    /** Most steps; an expression of this size searches within a stack of 512 kB. */
    static final int MAX_STEPS = 1000;

    private static final String STEPS = "?*+{()^$\\|";
    private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,4})\\d*(?:,(\\d{0,4})\\d*)?}");

    /** What can stand right before a repetition of a group: its end, or the end of an empty quotation behind it. */
    private static final String GROUP_ENDS = ")E";

    private RegexSize() {}

    /**
     * Estimates from above, without regard to escapes and classes, so that no disagreement with the engine about them
     * can hide a repetition.
     *
     * @param offset position of the expression in the caller's text
     */
    static void check(String pattern, int offset) throws GrammarException {
        long steps = pattern.chars().filter(c -> STEPS.indexOf(c) >= 0).count();
        long factor = 1;
        Matcher repetition = REPETITION.matcher(pattern);
        while (steps * factor <= MAX_STEPS && repetition.find()) {
            int times = times(repetition);
            int before = repetition.start() - 1;
            steps += 2L * times;
            factor *= before >= 0 && GROUP_ENDS.indexOf(pattern.charAt(before)) >= 0 ? Math.max(1, times) : 1;
        }
        if (steps * factor > MAX_STEPS) {
            throw new GrammarException(
                    "the regular expression is too large: its groups, repetitions and alternatives come to more than "
                            + MAX_STEPS + " steps",
                    offset);
        }
    }

    private static int times(Matcher repetition) {
        int least = Integer.parseInt(repetition.group(1));
        String most = repetition.group(2);
        return most == null || most.isEmpty() ? least : Math.max(least, Integer.parseInt(most));
    }
}
