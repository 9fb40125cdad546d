package io.querybatch.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * One batch of 10,000 queries, an airport and a day each: through the server, as few scans and one by one; by a loop over the
 * engine itself; and through job queues. Each in turn, a few rounds, medians. All write the same results, and the first round
 * of each is read again and compared.
 */
final class FlightRace implements Measurement {

    private static final int QUERIES = Integer.getInteger("bench.queries", 10_000);
    private static final int ROUNDS = Integer.getInteger("bench.times", 3);
    private static final int AIRPORTS = 200;

    /** They warm up in turn, as they race: what one has compilers assume, another may disprove. */
    private static final int TURNS = 3;

    private static final String PER_SECOND = "queries/s";
    private static final String LOOP = "hand-written loop";
    private static final String FUSED = "batch";
    private static final String ALONE = "batch with no_fusion";

    private final String name;
    private final boolean onPostgres;
    private final boolean withQueues;

    private FlightRace(String name, boolean onPostgres, boolean withQueues) {
        this.name = name;
        this.onPostgres = onPostgres;
        this.withQueues = withQueues;
    }

    /** DuckDB, the state in the embedded database, beside the loop alone. */
    static FlightRace onDuckDb() {
        return new FlightRace("batch", false, false);
    }

    /** DuckDB, the state in PostgreSQL, beside the loop and the job queues on the same PostgreSQL. */
    static FlightRace onDuckDbBesideQueues() {
        return new FlightRace("batch-queues", false, true);
    }

    /** The same with the flights in PostgreSQL, too. */
    static FlightRace onPostgres() {
        return new FlightRace("batch-postgresql", true, true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return "%,d queries of flights on %s, state in %s, beside a hand-written loop%s"
                .formatted(
                        QUERIES,
                        onPostgres ? "PostgreSQL" : "DuckDB",
                        withQueues ? "PostgreSQL" : "the embedded store",
                        withQueues ? " and two job queues" : "");
    }

    @Override
    public void measure(Report report) throws Exception {
        if (!withQueues) {
            try (FlightSource source = new DuckFlights()) {
                measure(report, source, null);
            }
            return;
        }
        try (DurablePostgres postgres = DurablePostgres.start();
                FlightSource source = onPostgres ? new PostgresFlights(postgres.create()) : new DuckFlights()) {
            measure(report, source, postgres);
        }
    }

    private void measure(Report report, FlightSource source, DurablePostgres postgres) throws Exception {
        FlightAsks asks = new FlightAsks(source.airports(AIRPORTS), QUERIES / AIRPORTS);
        try (BenchDatabase store = postgres == null ? null : postgres.create();
                FlightServer server = FlightServer.start(source, asks, store)) {
            List<Racer> racers = new ArrayList<>();
            racers.add(new Racer(LOOP, new HandWrittenLoop(source, asks)));
            racers.add(new Racer(FUSED, () -> batch(server, "{}")));
            racers.add(new Racer(ALONE, () -> batch(server, "{\"no_fusion\":true}")));
            racers.addAll(queues(postgres, source, asks));
            warmUp(report, racers);
            for (int round = 1; round <= ROUNDS; round++) {
                for (Racer racer : racers) {
                    report.progress("round %d: %.2f s, %s".formatted(round, racer.race(asks.amount()), racer.name()));
                }
            }
            report(report, racers);
        }
    }

    private static Racer.Run batch(FlightServer server, String settings) {
        long begin = System.nanoTime();
        String batch = server.run(settings);
        return new Racer.Run((System.nanoTime() - begin) / 1e9, () -> server.totals(batch));
    }

    private static List<Racer> queues(DurablePostgres postgres, FlightSource source, FlightAsks asks) {
        return postgres == null
                ? List.of()
                : ServiceLoader.load(Contender.class).stream()
                        .map(queue -> new QueueRace(queue, postgres, source, asks))
                        .map(queue -> new Racer(queue.name(), queue))
                        .toList();
    }

    private static void warmUp(Report report, List<Racer> racers) throws Exception {
        FlightTotals expected = null;
        for (int turn = 0; turn < TURNS; turn++) {
            for (Racer racer : racers) {
                FlightTotals totals = racer.warmUp(WarmUp.TIME.dividedBy(TURNS));
                report.progress("warmed up: " + racer.name() + ", " + totals);
                if (expected != null && !totals.equals(expected)) {
                    throw new IllegalStateException(racer.name() + " has " + totals + " instead of " + expected);
                }
                expected = totals;
            }
        }
    }

    private void report(Report report, List<Racer> racers) {
        double fused = racers.get(1).perSecond();
        double alone = racers.get(2).perSecond();
        List<Racer> queues = racers.subList(3, racers.size());
        report.figure(LOOP, racers.get(0).perSecond(), PER_SECOND);
        report.figure(FUSED, fused, PER_SECOND, LOOP, onPostgres ? null : Target.atLeast(20));
        report.figure(ALONE, alone, PER_SECOND, LOOP, Target.atLeast(0.8));
        for (Racer queue : queues) {
            report.figure(queue.name(), queue.perSecond(), PER_SECOND, LOOP);
        }
        for (Racer queue : queues) {
            report.figure(FUSED + " beside " + queue.name(), fused, PER_SECOND, queue.name(), Target.atLeast(3));
            report.figure(ALONE + " beside " + queue.name(), alone, PER_SECOND, queue.name(), Target.atLeast(3));
        }
    }
}
