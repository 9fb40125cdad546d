package io.querybatch.bench;

import java.io.IOException;

/** What a batch of 10,000 queries costs, beside one of 458. */
final class Submission implements Measurement {

    private static final String SMALL = "458 queries";
    private static final String LARGE = "10,076 queries";

    @Override
    public String name() {
        return "submission";
    }

    @Override
    public void measure(Report report) throws Exception {
        try (BenchServer server = BenchServer.start()) {
            Run.of(server, 458, "2001-01-01", "2001-01-02");
            Run small = Run.of(server, 458, "2001-01-03", "2001-01-04");
            Run large = Run.of(server, 10_076, "2001-02-01", "2001-03-16");
            report.figure(accepted(SMALL), small.accepted() * 1000, "ms");
            report.figure(accepted(LARGE), large.accepted() * 1000, "ms", accepted(SMALL));
            report.figure(perQuery(SMALL), small.seconds() * 1000 / small.queries(), "ms");
            report.figure(perQuery(LARGE), large.seconds() * 1000 / large.queries(), "ms", perQuery(SMALL));
            memory(report, server);
        }
    }

    private static String accepted(String batch) {
        return batch + " accepted";
    }

    private static String perQuery(String batch) {
        return batch + ", to the end, each";
    }

    private static void memory(Report report, BenchServer server) throws IOException {
        report.figure("heap limit", BenchServer.HEAP_LIMIT_MB, "MB");
        report.figure("heap after a collection", server.memory().heapNow(), "MB", "heap limit");
        report.figure("results", server.size("results") / 1e6, "MB");
        report.figure("H2 store", server.size("db") / 1e6, "MB", "results");
    }

    /** Seconds until the batch was accepted, and until it had ended. */
    private record Run(int queries, double accepted, double seconds) {

        static Run of(BenchServer server, int queries, String start, String end) {
            long begin = System.nanoTime();
            String batch = FlightBatches.submit(server.api(), FlightBatches.body(start, end, ""), queries);
            double accepted = (System.nanoTime() - begin) / 1e9;
            server.awaitSuccess(batch);
            return new Run(queries, accepted, (System.nanoTime() - begin) / 1e9);
        }
    }
}
