package io.querybatch.metrics;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.querybatch.errors.ServiceException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** All numbers of this server, and of the machine under it. */
public final class ServerMeters implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ServerMeters.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final BacklogGauges backlogGauges = new BacklogGauges(registry);
    private final SqlBacklogs backlogs;

    /** What waits is asked of {@code store} when the numbers are read. */
    public ServerMeters(DataSource store) {
        this.backlogs = new SqlBacklogs(store);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** Where others count. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /**
     * Everything as of now.
     *
     * @param contentType a format that Prometheus reads, such as {@code application/openmetrics-text}
     * @throws ServiceException SERVICE_UNAVAILABLE if the store does not answer: numbers that miss the backlog would look like none
     */
    String scrape(String contentType) {
        try {
            backlogGauges.show(backlogs.now());
        } catch (SQLException e) {
            LOG.log(Level.FINE, "the backlog could not be read", e);
            throw ServiceException.unavailable("The store does not answer.", RETRY, e);
        }
        return registry.scrape(contentType);
    }

    /** Listeners of the collector would keep the application in memory. */
    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
