package io.querybatch.quotas;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** What of a tenant can be limited. Days and months are those of UTC. */
public enum Quota {
    QUERIES_PER_DAY(Window.DAY, "Queries of the tenant that were submitted today"),
    ROWS_PER_MONTH(Window.MONTH, "Rows of the tenant's results this month"),
    BYTES_PER_MONTH(Window.MONTH, "Bytes of the tenant's results this month"),
    OPEN_BATCHES(Window.NONE, "Batches of the tenant that have not ended"),
    OPEN_QUERIES(Window.NONE, "Single queries of the tenant that have not ended"),
    STORED_BYTES(Window.NONE, "Bytes of the tenant's results that are stored");

    /** After how long a quota that no calendar frees is worth another try. */
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private enum Window {
        DAY,
        MONTH,
        NONE
    }

    private final Window window;
    private final String counted;

    Quota(Window window, String counted) {
        this.window = window;
        this.counted = counted;
    }

    /** What it is called in headers, answers and settings. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** When it begins anew; null if it frees itself as work ends and results go. */
    public Instant resets(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return switch (window) {
            case DAY -> begin(today.plusDays(1));
            case MONTH -> begin(today.withDayOfMonth(1).plusMonths(1));
            case NONE -> null;
        };
    }

    /** How long it is from one beginning to the next; null if there is none. */
    Duration window(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return switch (window) {
            case DAY -> Duration.ofDays(1);
            case MONTH -> Duration.ofDays(today.lengthOfMonth());
            case NONE -> null;
        };
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** After how long a tenant that has used it up should come again. */
    Duration pause(Instant now) {
        Instant resets = resets(now);
        return resets == null ? A_WHILE : Duration.between(now, resets);
    }

    /** What a tenant is told that has used so much of so much. */
    String refusal(long use, long limit) {
        return String.format(Locale.ROOT, "%s: %,d, of at most %,d.", counted, use, limit);
    }
}
