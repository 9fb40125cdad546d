package io.querybatch.execution;

import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * What a simulation is about, drawn from its seed.
 *
 * @param nodes number of servers
 * @param sourceLimits most queries at once on each server, by data source
 * @param faultyMillis how long things go wrong
 * @param trouble how often calls of the store go wrong, from 0 to 1
 */
record Scenario(
        int nodes,
        ExecutionConfig config,
        Map<String, Integer> sourceLimits,
        List<Arrival> arrivals,
        int faultyMillis,
        double trouble) {

    private static final LocalDate FIRST_DAY = LocalDate.of(2001, 1, 1);

    /** A batch, and when it comes. */
    record Arrival(long millis, Submission batch) {}

    static Scenario draw(RandomGenerator random) {
        Map<String, Integer> limits = new HashMap<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            limits.put("S" + i, random.nextInt(1, 5));
        }
        int faultyMillis = random.nextInt(5_000, 60_000);
        double trouble = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.1;
        // Where nothing breaks, tenants crowd: that is when fairness shows.
        int lastArrival = trouble > 0 ? faultyMillis : 3_000;
        List<Arrival> arrivals = new ArrayList<>();
        int tenants = random.nextInt(1, 4);
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            long when = random.nextInt(lastArrival);
            arrivals.add(new Arrival(when, batch(i, "tenant" + random.nextInt(tenants), limits.size(), random)));
        }
        return new Scenario(random.nextInt(1, 5), config(random), limits, arrivals, faultyMillis, trouble);
    }

    private static ExecutionConfig config(RandomGenerator random) {
        int workers = random.nextInt(1, 7);
        int cap = random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(1, 7);
        return new ExecutionConfig(
                "",
                workers,
                random.nextInt((workers + 1) / 2),
                new TenantShares(cap, Map.of("tenant1", random.nextInt(1, 4))),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                3,
                Duration.ofSeconds(1),
                random.nextBoolean() ? 1 : random.nextInt(2, 12),
                100,
                Duration.ofSeconds(5));
    }

    /** What the sources can take on each server. */
    Map<String, SourceCapacity> capacities() {
        return sourceLimits.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> new SourceCapacity(entry.getValue(), config.scanWidth())));
    }

    private static Submission batch(int number, String tenant, int sources, RandomGenerator random) {
        boolean interactive = random.nextInt(5) == 0;
        int left = interactive ? 1 : random.nextBoolean() ? random.nextInt(1, 10) : random.nextInt(1, 61);
        List<BatchItem> items = new ArrayList<>();
        boolean careless = !interactive && random.nextInt(4) == 0;
        for (int n = 1; left > 0; ) {
            boolean planned = !careless || random.nextBoolean();
            int queries = planned ? random.nextInt(1, left + 1) : 1;
            items.add(
                    planned
                            ? item(n, "S" + random.nextInt(1, sources + 1), queries, cacheMinutes(random))
                            : BatchItem.unplanned(n, null));
            n += queries;
            left -= queries;
        }
        int timeout = random.nextInt(3) == 0 ? 1 : 60;
        return new Submission(Claims.batch(number), tenant, random.nextInt(1, 9), interactive, timeout, items);
    }

    /** How old the answers of an item may be; of every other item they are its own. */
    private static Integer cacheMinutes(RandomGenerator random) {
        return random.nextBoolean() ? null : Integer.valueOf(random.nextInt(2));
    }

    private static BatchItem item(int firstN, String dataSource, int queries, Integer cacheMinutes) {
        DateRange days = new DateRange(FIRST_DAY, FIRST_DAY.plusDays(queries - 1L));
        QuerySpec spec = new QuerySpec(dataSource, List.of(), days, List.of("f"), 1);
        return new BatchItem(firstN, null, spec, List.of(), new SplitPolicy(false, true), cacheMinutes);
    }

    /** The settings of one of the servers. */
    ExecutionConfig config(String node) {
        return new ExecutionConfig(
                node,
                config.workers(),
                config.reservedWorkers(),
                config.shares(),
                config.heartbeat(),
                config.nodeTimeout(),
                config.maxAttempts(),
                config.firstPause(),
                config.scanWidth(),
                config.slotScans(),
                config.drain());
    }
}
