package io.querybatch.platform;

import io.querybatch.schedules.ScheduleConfig;
import java.time.Duration;

/** The settings of schedules. */
final class ScheduleSettings {

    private ScheduleSettings() {}

    /**
     * Reads them.
     *
     * @throws StartupException if one cannot be read
     */
    static ScheduleConfig of(Settings settings) {
        return new ScheduleConfig(
                settings.number("querybatch.schedules.per-tenant", 100),
                settings.value("querybatch.schedules.shortest-interval", Duration::parse, Duration.ofMinutes(1)),
                settings.value("querybatch.schedules.grace", Duration::parse, Duration.ofMinutes(5)),
                settings.timezone());
    }
}
