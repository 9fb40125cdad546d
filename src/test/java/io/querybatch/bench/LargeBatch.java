package io.querybatch.bench;

import io.querybatch.testing.Batches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A million queries in one batch, beside the same in a hundred batches, each way on a new server with 1 GB of heap. */
final class LargeBatch implements Measurement {

    private static final int QUERIES = Integer.getInteger("bench.million", 1_000_000);
    private static final int DAYS = QUERIES / DailyMeters.ACCOUNTS;

    /** Of each of the many, that is 10,000 queries. */
    private static final int FEW_DAYS = 10;

    private static final int HEAP_MB = 1_024;
    private static final int PAGE = 100;

    /** {@code polls} are those of its last batch while everything ran, in seconds. */
    private record Run(double seconds, Samples polls, Memory memory, double storeMb, double resultsMb) {}

    @Override
    public String name() {
        return "million";
    }

    @Override
    public String title() {
        return "%,d queries in one batch, beside %,d batches of 10,000".formatted(QUERIES, DAYS / FEW_DAYS);
    }

    @Override
    public void measure(Report report) throws Exception {
        try (DailyMeters meters = DailyMeters.of(DAYS)) {
            Run many = run(report, meters, FEW_DAYS);
            Run one = run(report, meters, DAYS);
            report(report, many, one);
        }
    }

    /** All batches are accepted before the first is waited for. */
    private static Run run(Report report, DailyMeters meters, int daysOfBatch) throws Exception {
        try (BenchServer server = BenchServer.start(
                meters.catalog(), HEAP_MB, Map.of("QUERYBATCH_LIMITS_QUERIES", String.valueOf(QUERIES)))) {
            long begin = System.nanoTime();
            List<String> batches = new ArrayList<>();
            for (int day = 0; day < DAYS; day += daysOfBatch) {
                batches.add(server.submit(DailyMeters.batch(day, daysOfBatch), daysOfBatch * DailyMeters.ACCOUNTS));
            }
            report.progress(batches.size() + " batches accepted");
            Samples polls = pollUntilEnd(server, batches);
            double seconds = (System.nanoTime() - begin) / 1e9;
            report.progress(batches.size() + " batches have ended");
            return new Run(seconds, polls, server.memory(), server.size("db") / 1e6, server.size("results") / 1e6);
        }
    }

    private static Samples pollUntilEnd(BenchServer server, List<String> batches) throws Exception {
        String last = batches.get(batches.size() - 1);
        int queries = Batches.information(server.api(), last).getInt("query_amount");
        String path = last + "/status?limit=" + PAGE + "&offset=" + queries / 2;
        Samples polls = new Samples();
        ScheduledExecutorService caller = Executors.newSingleThreadScheduledExecutor();
        try {
            Future<?> polling = caller.scheduleWithFixedDelay(
                    () -> polls.add(secondsOfPoll(server, path)), 0, 500, TimeUnit.MILLISECONDS);
            batches.forEach(server::awaitSuccess);
            // One that failed ended the polling.
            if (polling.isDone()) {
                polling.get();
            }
        } finally {
            caller.shutdown();
        }
        return polls;
    }

    private static double secondsOfPoll(BenchServer server, String path) {
        long begin = System.nanoTime();
        int amount = server.api().get(path).json().getJsonArray("data").size();
        if (amount != PAGE) {
            throw new IllegalStateException("a poll has " + amount + " queries");
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void report(Report report, Run many, Run one) {
        String of = DAYS / FEW_DAYS + " batches: ";
        report.figure(of + "time", many.seconds(), "s");
        report.figure("one batch: time", one.seconds(), "s", of + "time");
        report.figure(of + "heap, peak after a collection", many.memory().heapKept(), "MB");
        report.figure(
                "one batch: heap, peak after a collection",
                one.memory().heapKept(),
                "MB",
                of + "heap, peak after a collection");
        report.figure(of + "store", many.storeMb(), "MB");
        report.figure("one batch: store", one.storeMb(), "MB", of + "store");
        report.figure(of + "status poll meanwhile", many.polls().median() * 1_000, "ms");
        report.figure(
                "one batch: status poll meanwhile",
                one.polls().median() * 1_000,
                "ms",
                of + "status poll meanwhile",
                Target.atMost(1.2));
        report.figure("one batch: results", one.resultsMb(), "MB");
        report.figure("one batch: process with DuckDB, peak", one.memory().residentPeak(), "MB");
        report.figure("one batch: heap used at most", one.memory().heapPeak(), "MB", Target.atMost(HEAP_MB));
    }
}
