package io.querybatch.audit;

import java.time.Instant;

/**
 * An event as it was written down.
 *
 * @param seq its number; later ones have higher numbers, but for those of the same moment
 * @param time when, by the store's clock
 * @param event what
 */
public record AuditEntry(long seq, Instant time, AuditEvent event) {}
