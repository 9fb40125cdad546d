package io.querybatch.singles;

import io.querybatch.parameters.Members;

/**
 * Which data rows of a result are wanted.
 *
 * @param offset first row, from 0
 * @param limit most rows
 */
record RowPage(long offset, long limit) {

    /** All of them. */
    static final RowPage ALL = new RowPage(0, Long.MAX_VALUE);

    /** Reads {@code offset_start} and the inclusive {@code offset_end} (contract B §4.3). */
    static RowPage read(Members members) {
        int start = members.integer("offset_start", 0, Integer.MAX_VALUE, 0);
        Integer end = members.integer("offset_end", 0, Integer.MAX_VALUE, null);
        if (end != null && end < start) {
            members.wrong("offset_end", "is before offset_start");
        }
        return new RowPage(start, end == null ? Long.MAX_VALUE : Math.max(0, end - (long) start + 1));
    }

    boolean isAll() {
        return offset == 0 && limit == Long.MAX_VALUE;
    }

    /** The page after this one, if a result of {@code rows} data rows has one. */
    RowPage next(long rows) {
        return limit < rows - offset ? new RowPage(offset + limit, limit) : null;
    }

    /** The page before this one; null at the begin. */
    RowPage previous() {
        return offset == 0 || limit == Long.MAX_VALUE
                ? null
                : new RowPage(Math.max(0, offset - limit), Math.min(limit, offset));
    }
}
