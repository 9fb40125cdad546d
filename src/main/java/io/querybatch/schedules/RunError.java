package io.querybatch.schedules;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import java.util.stream.Collectors;

/**
 * Why a schedule could not submit its batch.
 *
 * @param code as a submission would have been answered
 * @param description for people, at most 2,048 characters, or null
 */
public record RunError(ErrorCode code, String description) {

    private static final int LONGEST = 2_048;
    private static final int MOST_LISTED = 20;

    static RunError of(ServiceException refusal) {
        String listed = refusal.violations().stream()
                .limit(MOST_LISTED)
                .map(Violation::toString)
                .collect(Collectors.joining("\n"));
        int more = refusal.violations().size() - MOST_LISTED;
        String text = refusal.violations().isEmpty()
                ? refusal.description().orElse(null)
                : more > 0 ? shortened(listed, LONGEST - 40) + "\nand " + more + " more" : listed;
        return new RunError(refusal.code(), text == null ? null : shortened(text, LONGEST));
    }

    private static String shortened(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = length - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
