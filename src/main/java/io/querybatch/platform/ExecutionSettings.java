package io.querybatch.platform;

import io.querybatch.execution.ExecutionConfig;
import io.querybatch.execution.TenantShares;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The settings of how queries are run. */
final class ExecutionSettings {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private ExecutionSettings() {}

    /**
     * Reads them.
     *
     * @param node name of this server
     * @throws StartupException if one cannot be read, or they do not go together
     */
    static ExecutionConfig of(Settings settings, String node) {
        int workers = settings.number("querybatch.workers", Math.max(4, 2 * CORES));
        return new ExecutionConfig(
                node,
                workers,
                reserved(settings, workers),
                shares(settings),
                settings.value("querybatch.node.heartbeat", Duration::parse, Duration.ofSeconds(2)),
                settings.value("querybatch.node.timeout", Duration::parse, Duration.ofSeconds(10)),
                settings.number("querybatch.max-attempts", 3),
                settings.value("querybatch.retry-pause", Duration::parse, Duration.ofSeconds(2)),
                settings.number("querybatch.scan-width", 4000),
                settings.number("querybatch.slot-scans", 100),
                settings.value("querybatch.drain", Duration::parse, Duration.ofSeconds(10)));
    }

    private static int reserved(Settings settings, int workers) {
        int reserved = settings.value("querybatch.workers.reserved", Integer::parseInt, workers / 4);
        if (reserved < 0 || reserved >= workers) {
            throw new StartupException(
                    "querybatch.workers.reserved: must be from 0 to one less than querybatch.workers");
        }
        return reserved;
    }

    private static TenantShares shares(Settings settings) {
        return new TenantShares(
                settings.number("querybatch.tenant.concurrency", Integer.MAX_VALUE),
                settings.value("querybatch.tenant.weights", ExecutionSettings::weights, Map.of()));
    }

    /** Turns that tenants get where others get one: {@code acme=3,globex=2}. */
    private static Map<String, Integer> weights(String text) {
        Map<String, Integer> weights = new HashMap<>();
        for (String entry : text.split(",", -1)) {
            int equals = entry.lastIndexOf('=');
            int weight = Integer.parseInt(entry.substring(equals + 1).strip());
            if (weight < 1 || weights.put(entry.substring(0, equals).strip(), weight) != null) {
                throw new IllegalArgumentException(entry);
            }
        }
        return weights;
    }
}
