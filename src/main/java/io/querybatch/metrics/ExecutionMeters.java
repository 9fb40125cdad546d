package io.querybatch.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.querybatch.execution.Claim;
import io.querybatch.execution.Completion;
import io.querybatch.execution.NodeLoad;
import io.querybatch.execution.Outcome;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What happens to queries on this server, counted. Safe for use by many threads. */
public final class ExecutionMeters {

    private static final String SOURCE = "data_source";

    /** Upper bounds of the times that are told apart; a batch may run queries of milliseconds and of half an hour. */
    private static final Duration[] STEPS = {
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofMinutes(10)
    };

    private final MeterRegistry registry;
    private final Timer claims;
    private final Timer publications;
    private final Counter leasesLost;
    private final Counter handedBack;
    private final Counter recovered;
    private final AtomicInteger freeWorkers = new AtomicInteger();

    /** When each attempt that is under way was claimed, by the registry's clock, in nanoseconds. */
    private final Map<ResultKey, Long> begun = new ConcurrentHashMap<>();

    /** Everything that is to be counted is told to {@code registry}. */
    public ExecutionMeters(MeterRegistry registry) {
        this.registry = registry;
        this.claims = timer("querybatch.claim", "Time of a transaction that claims queries");
        this.publications = timer("querybatch.publication", "Time of a transaction that publishes outcomes");
        // There from the begin, at 0: who looks at a rise would not see the first.
        this.leasesLost = counter("querybatch.leases.lost", "Times that this server was taken for dead by others");
        this.handedBack = counter("querybatch.handed.back", "Claims whose answer was lost, and that were given back");
        this.recovered = counter("querybatch.recovered", "Queries that were taken from servers that are gone");
        Gauge.builder("querybatch.workers.free", freeWorkers, AtomicInteger::get)
                .description("Workers of this server with nothing to do, as of the last heartbeat")
                .register(registry);
        Gauge.builder("querybatch.running", begun, Map::size)
                .description("Queries of this server that are claimed and have no outcome yet")
                .register(registry);
    }

    private Timer timer(String name, String description, String... tags) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(STEPS)
                .register(registry);
    }

    private Counter counter(String name, String description, String... tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    void load(NodeLoad load) {
        freeWorkers.set(load.freeWorkers());
    }

    /** This server was taken for dead: what it runs is not its own any more. */
    void nodeLost() {
        leasesLost.increment();
        begun.clear();
    }

    <T> T timeClaim(Supplier<T> claim) {
        return claims.record(claim);
    }

    <T> T timePublication(Supplier<T> publication) {
        return publications.record(publication);
    }

    void claimed(List<Claim> taken) {
        long now = registry.config().clock().monotonicTime();
        for (Claim claim : taken) {
            begun.put(claim.resultKey(), now);
            String way = claim.reuses() ? "reused" : claim.sharesScan() ? "shared_scan" : "scan";
            counter(
                            "querybatch.claimed",
                            "Queries claimed by this server: by a scan, by that of another query, or answered before",
                            SOURCE,
                            claim.dataSource(),
                            "way",
                            way)
                    .increment();
        }
    }

    void published(List<Completion> completions, Set<ResultKey> late) {
        long now = registry.config().clock().monotonicTime();
        for (Completion completion : completions) {
            ResultKey attempt = completion.claim().resultKey();
            ended(completion, begun.remove(attempt), now);
            published(completion, !late.contains(attempt));
        }
    }

    private void ended(Completion completion, Long since, long now) {
        if (since != null && !(completion.outcome() instanceof Outcome.Returned)) {
            String source = completion.claim().dataSource();
            timer("querybatch.query", "Time from the claim of a query to its outcome", SOURCE, source)
                    .record(now - since, TimeUnit.NANOSECONDS);
        }
    }

    private void published(Completion completion, boolean counts) {
        String source = completion.claim().dataSource();
        counter(
                        "querybatch.outcomes",
                        "Outcomes of attempts: success, retry, returned, late, or the code of the error",
                        SOURCE,
                        source,
                        "outcome",
                        counts ? name(completion.outcome()) : "late")
                .increment();
        if (counts && completion.outcome() instanceof Outcome.Succeeded succeeded) {
            stored(source, succeeded.result());
        }
    }

    private static String name(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return failed.failure().code().name();
        }
        if (outcome instanceof Outcome.Succeeded) {
            return "success";
        }
        return outcome instanceof Outcome.Postponed ? "retry" : "returned";
    }

    private void stored(String source, ResultSummary result) {
        counter("querybatch.results.rows", "Rows of results that were stored", SOURCE, source)
                .increment((double) result.rows());
        counter("querybatch.results.bytes", "Bytes of results that were stored", SOURCE, source)
                .increment((double) result.bytes());
    }

    void handedBack(Set<ResultKey> attempts, int given) {
        begun.keySet().removeAll(attempts);
        handedBack.increment(given);
    }

    void recovered(int lost) {
        recovered.increment(lost);
    }
}
