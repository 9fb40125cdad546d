package io.querybatch.audit;

import java.time.Instant;

/**
 * Which events somebody wants to see.
 *
 * @param tenant only those done to this tenant's things; null for all
 * @param action only these; null for all
 * @param batch only those of this batch; null for all
 * @param since only those of then or later; null for all
 * @param before only those with a lower number
 * @param limit most events
 */
public record AuditQuestion(
        String tenant, AuditAction action, String batch, Instant since, long before, int limit) {

    /** The same behind an event, and so many. */
    public AuditQuestion from(long seq, int most) {
        return new AuditQuestion(tenant, action, batch, since, seq, most);
    }
}
