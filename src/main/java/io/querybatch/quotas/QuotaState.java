package io.querybatch.quotas;

import java.time.Duration;
import java.time.Instant;

/**
 * Where a tenant stands with one of its quotas.
 *
 * @param quota which one
 * @param limit how much it may use; null: anything
 * @param used how much it has used; null if nobody counts it, for want of a limit
 * @param now when
 */
record QuotaState(Quota quota, Long limit, Long used, Instant now) {

    boolean isLimited() {
        return limit != null;
    }

    /** Null without a limit. */
    Long left() {
        return limit == null ? null : Long.valueOf(Math.max(0, limit - used));
    }

    /** Null if it frees itself as work ends and results go. */
    Instant resets() {
        return quota.resets(now);
    }

    /** An item of {@code RateLimit-Policy}; only of one that is limited. */
    String policy() {
        Duration window = quota.window(now);
        return name() + ";q=" + limit + (window == null ? "" : ";w=" + window.toSeconds());
    }

    /** An item of {@code RateLimit}; only of one that is limited. */
    String remaining() {
        Instant resets = resets();
        return name() + ";r=" + left()
                + (resets == null ? "" : ";t=" + Duration.between(now, resets).toSeconds());
    }

    private String name() {
        return '"' + quota.wireName() + '"';
    }
}
