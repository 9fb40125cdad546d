package io.querybatch.schedules;

import java.time.Duration;
import java.time.ZoneId;

/**
 * What schedules may do on this server.
 *
 * @param mostOfTenant most schedules of one tenant
 * @param shortestInterval least time between two due times of one
 * @param grace how late a run may start and still be no missed one
 * @param zone zone of a schedule that names none
 */
public record ScheduleConfig(int mostOfTenant, Duration shortestInterval, Duration grace, ZoneId zone) {}
