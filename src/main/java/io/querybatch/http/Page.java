package io.querybatch.http;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A page of a list whose rows are numbered downwards.
 *
 * @param rows its rows
 * @param cursor what {@link QueryParameters#cursor} of the next page says; null at the end
 */
public record Page<T>(List<T> rows, String cursor) {

    /**
     * Makes a page of what was found.
     *
     * @param found one row more than the page has, if there are more
     * @param limit most rows of the page
     * @param number tells the number of a row
     */
    public static <T> Page<T> of(List<T> found, int limit, ToLongFunction<T> number) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        return new Page<>(found.subList(0, limit), String.valueOf(number.applyAsLong(found.get(limit - 1))));
    }
}
