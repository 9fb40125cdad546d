package io.querybatch.connectors.jdbc;

import java.time.Duration;

/**
 * How patient we are with databases.
 *
 * @param connectionTimeout longest wait for a connection, at least 250 ms
 * @param grace how much longer than its scan a silent connection is listened to, and how long an engine is asked to cancel
 */
public record JdbcConfig(Duration connectionTimeout, Duration grace) {}
