package io.querybatch.security;

import java.time.Duration;

/**
 * How tokens are read.
 *
 * @param tenantClaim claim that names the tenant
 * @param accessClaim claim that maps data sources to accounts
 * @param accessRequired whether a token without it gives access to nothing
 * @param clockSkew how far clocks may differ
 */
public record SecurityConfig(String tenantClaim, String accessClaim, boolean accessRequired, Duration clockSkew) {}
