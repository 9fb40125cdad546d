package io.querybatch.batches.jpa;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jooq.DSLContext;

/**
 * The queries of a batch whose items could not be planned. They have failed with the batch's first change and have no rows; nothing
 * is read for a batch that has none.
 */
final class UnplannedQueries {

    /** Number of the change with which a batch is stored. */
    static final long CHANGE = 1;

    private final DSLContext sql;
    private final BatchEntity batch;
    private int[] numbers;

    UnplannedQueries(DSLContext sql, BatchEntity batch) {
        this.sql = sql;
        this.batch = batch;
    }

    /** How many there are from a number on, up to another one, exclusive. */
    int count(int from, int to) {
        if (batch.unplanned == 0 || from >= to) {
            return 0;
        }
        return place(to) - place(from);
    }

    /** The numbers from one to another, inclusive, of all other queries. */
    IntStream others(int first, int last) {
        IntStream all = IntStream.rangeClosed(first, last);
        return batch.unplanned == 0 ? all : all.filter(n -> Arrays.binarySearch(numbers(), n) < 0);
    }

    /** The first numbers behind one. */
    IntStream behind(int n, int limit) {
        if (batch.unplanned == 0) {
            return IntStream.empty();
        }
        return sql
                .resultQuery(
                        "select first_n from batch_item where batch_id = ? and first_n > ? and error_code is not null"
                                + " order by first_n fetch first ? rows only",
                        batch.batchId,
                        n,
                        limit)
                .fetch(0, int.class)
                .stream()
                .mapToInt(Integer::intValue);
    }

    private int place(int n) {
        int found = Arrays.binarySearch(numbers(), n);
        return found < 0 ? -found - 1 : found;
    }

    private int[] numbers() {
        if (numbers == null) {
            numbers = behind(0, batch.unplanned).toArray();
        }
        return numbers;
    }
}
