package io.querybatch.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What waits in the store, as numbers; those of tenants and data sources that have nothing any more are gone. */
final class BacklogGauges {

    private final MultiGauge queued;
    private final MultiGauge running;
    private final MultiGauge oldest;

    BacklogGauges(MeterRegistry registry) {
        queued = MultiGauge.builder("querybatch.backlog.queued")
                .description("Queries that wait, of batches on all servers")
                .register(registry);
        running = MultiGauge.builder("querybatch.backlog.running")
                .description("Queries that run, on all servers")
                .register(registry);
        oldest = MultiGauge.builder("querybatch.backlog.oldest")
                .description("Age of the oldest batch that has not ended")
                .baseUnit("seconds")
                .register(registry);
    }

    synchronized void show(List<Backlog> backlogs) {
        queued.register(rows(backlogs, Backlog::queued), true);
        running.register(rows(backlogs, Backlog::running), true);
        oldest.register(rows(backlogs, backlog -> backlog.oldest().toMillis() / 1e3), true);
    }

    private static List<Row<?>> rows(List<Backlog> backlogs, ToDoubleFunction<Backlog> number) {
        return backlogs.stream()
                .<Row<?>>map(backlog -> Row.of(
                        Tags.of("tenant", backlog.tenant(), "data_source", backlog.dataSource()),
                        number.applyAsDouble(backlog)))
                .toList();
    }
}
