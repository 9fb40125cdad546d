package io.querybatch.errors;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer JSON Pointer (RFC 6901) to the offending place of the body; empty for the body as a whole
 * @param code what kind of error it is
 * @param detail one line for people that says what is wrong and, where possible, what would be right
 */
public record Violation(String pointer, ErrorCode code, String detail) {

    /** The longest description of an error. */
    public static final int LONGEST_TEXT = 2_048;

    private static final int MOST_LISTED = 20;

    @Override
    public String toString() {
        return pointer.isEmpty() ? detail : pointer + ": " + detail;
    }

    /**
     * What stands in {@code description} of an error: all that is wrong with a body or, if nothing is, what else there is to say.
     *
     * @param description may be null
     * @return empty if there is nothing to say
     */
    public static String told(List<Violation> violations, String description) {
        if (!violations.isEmpty()) {
            return listed(violations);
        }
        return description == null ? "" : shortened(description, LONGEST_TEXT);
    }

    /** All that is wrong, a line each: up to 20 of them, and how many more there are. */
    public static String listed(List<Violation> violations) {
        String text =
                violations.stream().limit(MOST_LISTED).map(Violation::toString).collect(Collectors.joining("\n"));
        int more = violations.size() - MOST_LISTED;
        return more > 0
                ? shortened(text, LONGEST_TEXT - 40) + "\nand " + more + " more"
                : shortened(text, LONGEST_TEXT);
    }

    /** As much of a text as that many characters hold, whole ones only. */
    public static String shortened(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = length - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
