package io.querybatch.admin;

import java.time.Duration;

/**
 * Settings of the audit log.
 *
 * @param retention how long it is known who did what
 */
public record AuditConfig(Duration retention) {}
