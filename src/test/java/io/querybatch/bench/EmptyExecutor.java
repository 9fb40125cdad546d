package io.querybatch.bench;

import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The executor with nothing to do but its own work, beside job queues over the same PostgreSQL, in turn. */
final class EmptyExecutor implements Measurement {

    private static final int JOBS = Integer.getInteger("bench.jobs", 5_000);
    private static final int ARRIVALS = 200;
    private static final int WORKERS = 16;
    private static final int ROUNDS = 3;

    /** Who takes part, and how it did; each time it begins anew. */
    private static final class Entry {
        private final Supplier<Contender> contender;
        private final Samples accepted = new Samples();
        private final Samples run = new Samples();
        private final Samples statements = new Samples();
        private final Samples waits = new Samples();
        private String name;

        Entry(Supplier<Contender> contender) {
            this.contender = contender;
        }
    }

    @Override
    public String name() {
        return "executor";
    }

    @Override
    public String title() {
        return "Queries that do nothing, beside two job queues on the same PostgreSQL";
    }

    @Override
    public void measure(Report report) throws Exception {
        List<Entry> entries = entries();
        try (DurablePostgres postgres = DurablePostgres.start()) {
            for (Entry entry : entries) {
                drain(postgres, new Entry(entry.contender), JOBS / 2);
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (Entry entry : entries) {
                    drain(postgres, entry, JOBS);
                }
            }
            for (Entry entry : entries) {
                arrive(postgres, entry);
            }
        }
        report(report, entries);
    }

    /** We come first: the others are compared with us. */
    private static List<Entry> entries() {
        Stream<Supplier<Contender>> others =
                ServiceLoader.load(Contender.class).stream().map(provider -> provider);
        List<Entry> entries = Stream.concat(Stream.of(Querybatch::new), others)
                .map(Entry::new)
                .toList();
        if (entries.size() == 1) {
            throw new IllegalStateException("nobody to compare with: they are in the profile bench");
        }
        return entries;
    }

    /** Everything is there before the first job runs, so that polling and starting up do not count. */
    private static void drain(DurablePostgres postgres, Entry entry, int amount) throws Exception {
        try (BenchDatabase database = postgres.create();
                Contender contender = entry.contender.get()) {
            entry.name = contender.name();
            Jobs jobs = new Jobs(amount);
            contender.open(database, WORKERS, jobs::run);
            database.forgetStatements();
            long begin = System.nanoTime();
            contender.submit(0, amount);
            entry.accepted.add(perSecond(amount, begin));
            contender.start();
            jobs.awaitEnd(database, contender.unfinished());
            entry.run.add(perSecond(amount, jobs.firstStarted()));
            entry.statements.add((double) database.statements() / amount);
        }
    }

    private static double perSecond(int amount, long begin) {
        return amount * 1e9 / (System.nanoTime() - begin);
    }

    private static void arrive(DurablePostgres postgres, Entry entry) throws Exception {
        try (BenchDatabase database = postgres.create();
                Contender contender = entry.contender.get()) {
            Jobs jobs = new Jobs(ARRIVALS);
            contender.open(database, WORKERS, jobs::run);
            contender.start();
            long[] begun = Arrivals.come(ARRIVALS, job -> contender.submit(job, 1));
            jobs.awaitEnd(database, contender.unfinished());
            for (int job = 0; job < ARRIVALS; job++) {
                entry.waits.add((jobs.started(job) - begun[job]) / 1e6);
            }
        }
    }

    private static void report(Report report, List<Entry> entries) {
        String ours = entries.get(0).name;
        for (Entry entry : entries) {
            Scores scores = new Scores(report, ours, entry.name);
            scores.add("accepted", entry.accepted.median(), "jobs/s");
            scores.add("run", entry.run.median(), "jobs/s");
            scores.add("statements", entry.statements.median(), "a job");
            scores.add("wait, p50", entry.waits.percentile(50), "ms");
            scores.add("wait, p99", entry.waits.percentile(99), "ms");
        }
    }

    /** Figures of one contender, those of the others against ours. */
    private record Scores(Report report, String ours, String name) {

        void add(String what, double value, String unit) {
            if (name.equals(ours)) {
                report.figure(name + ": " + what, value, unit);
            } else {
                report.figure(name + ": " + what, value, unit, ours + ": " + what);
            }
        }
    }
}
