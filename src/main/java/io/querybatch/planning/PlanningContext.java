package io.querybatch.planning;

import java.time.Clock;
import java.time.ZoneId;

/**
 * What planning needs to know of the server.
 *
 * @param limits how much one batch may ask
 * @param clock tells what relative dates are relative to
 * @param zone zone in which they are resolved when the caller does not say
 */
public record PlanningContext(PlanningLimits limits, Clock clock, ZoneId zone) {}
