package io.querybatch.planning;

/**
 * Dates as a caller wrote them (contract B §5.1); each part may be null.
 *
 * @param type {@code date_range_type}, {@code compare_type} for the dates of a comparison
 * @param start first day, fixed or relative
 * @param end last day, fixed or relative
 */
public record DateChoice(String type, String start, String end) {

    /** Nothing was said about dates. */
    public static final DateChoice NONE = new DateChoice(null, null, null);

    boolean hasDates() {
        return start != null || end != null;
    }
}
