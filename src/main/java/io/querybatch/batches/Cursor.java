package io.querybatch.batches;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a caller has seen the changes of a batch: all up to one, or up to one query of it, since one change may be of many
 * queries. Opaque to callers.
 *
 * @param change number of the change
 * @param n the last query of that change that was seen; {@link #ALL} for all of them
 * @param unsettled no query before it can change any more: what has ended stays so. That is where to look for changes
 */
public record Cursor(long change, int n, int unsettled) {

    /** All queries of a change. */
    public static final int ALL = Integer.MAX_VALUE;

    /** Before everything that has happened to a batch: all its queries are queued. */
    public static final Cursor START = after(0);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.(\\d{1,9})\\.(\\d{1,9})");

    /** All of a change and everything before it; nothing is known of what is settled. */
    public static Cursor after(long change) {
        return new Cursor(change, ALL, 1);
    }

    /** Whether all of that change has been seen. */
    public boolean covers(long other) {
        return change > other || (change == other && n == ALL);
    }

    /** Reads what {@link #toString} has written. */
    public static Optional<Cursor> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int n = Integer.parseInt(matcher.group(2));
        return Optional.of(
                new Cursor(Long.parseLong(matcher.group(1)), n == 0 ? ALL : n, Integer.parseInt(matcher.group(3))));
    }

    @Override
    public String toString() {
        return change + "." + (n == ALL ? 0 : n) + "." + unsettled;
    }
}
