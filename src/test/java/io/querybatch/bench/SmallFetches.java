package io.querybatch.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Small results fetched one by one by some clients, beside a static file of the same server, in turn. */
final class SmallFetches implements Measurement {

    private static final int CLIENTS = 4;
    private static final int SLICES = 2 * Integer.getInteger("bench.times", 3) + 1;
    private static final long SLICE_NANOS = 2_000_000_000L;
    private static final int RESULTS = 1_000;

    /** What a client fetches the n-th time. */
    private interface Fetch {
        void run(long n) throws IOException;
    }

    @Override
    public String name() {
        return "fetches";
    }

    @Override
    public String title() {
        return "Small results fetched by four clients, beside a static file of the same server";
    }

    @Override
    public void measure(Report report) throws Exception {
        try (DuckFlights flights = new DuckFlights();
                BenchServer server = BenchServer.start()) {
            FlightAsks asks = new FlightAsks(flights.airports(100), RESULTS / 100);
            String batch = server.submit(asks.batch(CLIENTS, "{}"), RESULTS);
            server.awaitSuccess(batch);
            String first = batch.substring(batch.lastIndexOf('/') + 1) + "_query_";
            URI page = server.api().request("console/icon.svg").build().uri();
            long bytes = Download.of(page, null).bytes();
            Fetch file = n -> check(Download.of(page, null).bytes() == bytes);
            Fetch result = n ->
                    check(Download.of(result(server, first, n), server.token()).bytes() > 100);
            Samples files = new Samples();
            Samples results = new Samples();
            perSecond(file);
            perSecond(result);
            for (int slice = 0; slice < SLICES; slice++) {
                files.add(perSecond(file));
                results.add(perSecond(result));
            }
            report.figure("static file of " + bytes + " bytes", files.median(), "fetches/s");
            report.figure("result", results.median(), "fetches/s", "static file of " + bytes + " bytes");
        }
    }

    private static URI result(BenchServer server, String first, long n) {
        return server.api()
                .request("query/results?schedule_id=" + first + (n % RESULTS + 1))
                .build()
                .uri();
    }

    private static void check(boolean right) throws IOException {
        if (!right) {
            throw new IOException("an answer of the wrong length");
        }
    }

    private static double perSecond(Fetch fetch) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            AtomicLong fetched = new AtomicLong();
            long begin = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                running.add(clients.submit(() -> {
                    while (System.nanoTime() - begin < SLICE_NANOS) {
                        fetch.run(fetched.getAndIncrement());
                    }
                    return null;
                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
            return fetched.get() * 1e9 / (System.nanoTime() - begin);
        } finally {
            clients.shutdownNow();
        }
    }
}
