package io.querybatch.execution.sql;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * One column of rows that a statement reads with {@code unnest}. One statement for many rows costs a third of as many
 * statements (docs/performance.md).
 */
public final class Column {

    private Column() {}

    /** The values of a column, nulls among them. */
    public static <T, V> V[] of(List<T> rows, IntFunction<V[]> array, Function<? super T, V> value) {
        return rows.stream().map(value).toArray(array);
    }
}
