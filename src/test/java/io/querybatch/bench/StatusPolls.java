package io.querybatch.bench;

import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Project;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The same poll of batches of 100, of 10,000 and of 1,000,000 queries, in turn. */
final class StatusPolls implements Measurement {

    private static final int POLLS = 100 * Integer.getInteger("bench.times", 3);
    private static final int PAGE = 100;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** {@code batch} is its path. */
    private record Polled(String batch, int queries, Samples polls) {}

    @Override
    public String name() {
        return "polls";
    }

    @Override
    public String title() {
        return "A status poll of a batch of 100, of 10,000 and of 1,000,000 queries";
    }

    @Override
    public void measure(Report report) throws Exception {
        try (DuckFlights flights = new DuckFlights();
                BenchServer server = BenchServer.start(
                        Project.catalog(), BenchServer.HEAP_LIMIT_MB, Map.of("QUERYBATCH_LIMITS_QUERIES", "1000000"))) {
            List<String> airports = flights.airports(200);
            List<Polled> batches = List.of(
                    ended(server, new FlightAsks(airports.subList(0, 100), 1)),
                    ended(server, new FlightAsks(airports, 50)),
                    ended(server, new FlightAsks(airports, 5_000)));
            for (int i = 0; i < POLLS / 10; i++) {
                batches.forEach(batch -> poll(server.api(), batch));
            }
            for (int i = 0; i < POLLS; i++) {
                for (Polled batch : batches) {
                    batch.polls().time(() -> poll(server.api(), batch));
                }
            }
            report(report, batches);
            report.figure(
                    "the last with its tag",
                    repeated(server.api(), batches.get(2)).median() * 1_000,
                    "ms",
                    name(batches.get(0)),
                    Target.atMost(1));
        }
    }

    /** Batches that were cancelled: what they read like does not depend on how their queries ended. */
    private static Polled ended(BenchServer server, FlightAsks asks) {
        String batch = server.submit(asks.batch(FlightSource.WORKERS, "{}"), asks.amount());
        server.api().delete(batch);
        Batches.awaitEnd(server.api(), batch, LONGEST);
        return new Polled(batch, asks.amount(), new Samples());
    }

    /** A page in the middle. */
    private static void poll(Api api, Polled batch) {
        int offset = batch.queries() == PAGE ? 0 : batch.queries() / 2;
        int queries = api.get(batch.batch() + "/status?limit=" + PAGE + "&offset=" + offset)
                .json()
                .getJsonArray("data")
                .size();
        if (queries != PAGE) {
            throw new IllegalStateException("a poll has " + queries + " queries");
        }
    }

    /** Nothing has changed, and the caller says what it knows. */
    private static Samples repeated(Api api, Polled batch) throws Exception {
        String path = batch.batch() + "/status?limit=" + PAGE;
        String tag = api.get(path).header("ETag");
        Samples samples = new Samples();
        for (int i = 0; i < POLLS; i++) {
            samples.time(() -> {
                int status = api.send(
                                api.request(path).header("If-None-Match", tag).GET())
                        .status();
                if (status != 304) {
                    throw new IllegalStateException("nothing has changed, and the answer is " + status);
                }
            });
        }
        return samples;
    }

    private static void report(Report report, List<Polled> batches) {
        String first = name(batches.get(0));
        report.figure(first, batches.get(0).polls().median() * 1_000, "ms");
        for (Polled batch : batches.subList(1, batches.size())) {
            report.figure(name(batch), batch.polls().median() * 1_000, "ms", first, Target.atMost(1.2));
        }
    }

    private static String name(Polled batch) {
        return "poll of %,d queries".formatted(batch.queries());
    }
}
