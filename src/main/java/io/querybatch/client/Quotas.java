package io.querybatch.client;

import java.time.Instant;
import java.util.List;

/** What the caller's tenant may use, and has. */
public record Quotas(List<Quota> data) {

    /**
     * One of them.
     *
     * @param name such as {@code queries-per-day}
     * @param limit null: anything
     * @param used null if nobody counts it, for want of a limit
     * @param left null without a limit
     * @param resetsTime when it begins anew; null if it frees itself as work ends and results go
     */
    public record Quota(String name, Long limit, Long used, Long left, Instant resetsTime) {}
}
