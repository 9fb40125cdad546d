package io.querybatch.bench;

import io.querybatch.testing.Batches;
import io.querybatch.testing.Project;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long it takes until a batch is durable, beside a raw bulk insert of the bytes of its queries into a database of the same
 * kind: every query an item of its own, the most there is to read, check and store. Each batch is cancelled again.
 */
final class Submission implements Measurement {

    private static final int ROUNDS = 2 * Integer.getInteger("bench.times", 3) + 1;

    /** For each size in each store. */
    private static final Duration WARM_UP = WarmUp.TIME.dividedBy(2);

    private static final int SMALL = 10_000;
    private static final int LARGE = 100_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "submission";
    }

    @Override
    public String title() {
        return "Batches of 10,000 and 100,000 items accepted, beside a raw bulk insert of the same bytes";
    }

    @Override
    public void measure(Report report) throws Exception {
        try (RawInsert raw = RawInsert.embedded();
                BenchServer server = server(Map.of())) {
            measure(report, "embedded store", server, raw);
        }
        try (DurablePostgres postgres = DurablePostgres.start();
                BenchDatabase store = postgres.create();
                BenchDatabase other = postgres.create();
                RawInsert raw = RawInsert.into(other);
                BenchServer server = server(store.settings())) {
            measure(report, "PostgreSQL", server, raw);
        }
    }

    /** Nothing runs meanwhile but what begins before its batch is cancelled. */
    private static BenchServer server(Map<String, String> store) throws Exception {
        return BenchServer.start(
                Project.catalog(),
                BenchServer.HEAP_LIMIT_MB,
                BenchServer.settings(store, "QUERYBATCH_LIMITS_ITEMS", String.valueOf(LARGE)));
    }

    private static void measure(Report report, String store, BenchServer server, RawInsert raw) throws Exception {
        measure(report, store, server, raw, SMALL);
        measure(report, store, server, raw, LARGE);
    }

    private static void measure(Report report, String store, BenchServer server, RawInsert raw, int amount)
            throws Exception {
        List<String> items = FlightItems.of(amount);
        String body = FlightItems.batch(items);
        Samples inserted = new Samples();
        Samples accepted = new Samples();
        WarmUp.until(WARM_UP, () -> {
            raw.insert(items);
            submit(server, body, new Samples());
        });
        for (int round = 0; round < ROUNDS; round++) {
            inserted.time(() -> raw.insert(items));
            submit(server, body, accepted);
        }
        report.progress("%s, %,d items, %.1f MB".formatted(store, amount, body.length() / 1e6));
        String baseline = "%s, %,d rows inserted".formatted(store, amount);
        report.figure(baseline, 1_000 * inserted.median(), "ms");
        report.figure(
                "%s, %,d queries accepted".formatted(store, amount),
                1_000 * accepted.median(),
                "ms",
                baseline,
                Target.atMost(2));
    }

    private static void submit(BenchServer server, String body, Samples accepted) throws Exception {
        String[] batch = new String[1];
        accepted.time(() -> batch[0] = Batches.submit(server.api(), body));
        server.api().delete(batch[0]);
        Batches.awaitEnd(server.api(), batch[0], LONGEST);
    }
}
