package io.querybatch.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The server over a source of flights, with as many workers as anybody else gets. */
final class FlightServer implements AutoCloseable {

    private final FlightAsks asks;
    private final Path catalog;
    private final BenchServer server;

    private FlightServer(FlightAsks asks, Path catalog, BenchServer server) {
        this.asks = asks;
        this.catalog = catalog;
        this.server = server;
    }

    /** {@code store} is where it keeps its state; null for the embedded database. */
    static FlightServer start(FlightSource source, FlightAsks asks, BenchDatabase store) throws IOException {
        Path catalog = Folders.make("catalog");
        Files.writeString(catalog.resolve("flights.yaml"), source.catalog());
        Map<String, String> settings = new HashMap<>();
        settings.put("QUERYBATCH_WORKERS", String.valueOf(FlightSource.WORKERS));
        settings.put("QUERYBATCH_WORKERS_RESERVED", "0");
        if (store != null) {
            settings.putAll(store.settings());
        }
        return new FlightServer(asks, catalog, BenchServer.start(catalog, BenchServer.HEAP_LIMIT_MB, settings));
    }

    BenchServer server() {
        return server;
    }

    /** Submits all queries as one batch and waits for the last outcome; every one succeeded when this returns. */
    String run(String settings) {
        String batch = server.submit(asks.batch(FlightSource.WORKERS, settings), asks.amount());
        server.awaitSuccess(batch);
        return batch;
    }

    /** What the results of a batch add up to, each fetched by itself, as many at once as there are workers. */
    FlightTotals totals(String batch) throws Exception {
        String id = batch.substring(batch.lastIndexOf('/') + 1);
        ExecutorService readers = Executors.newFixedThreadPool(FlightSource.WORKERS);
        try {
            List<Future<FlightTotals>> parts = new ArrayList<>();
            for (int reader = 0; reader < FlightSource.WORKERS; reader++) {
                int first = reader;
                parts.add(readers.submit(() -> totals(id, first)));
            }
            FlightTotals totals = FlightTotals.NONE;
            for (Future<FlightTotals> part : parts) {
                totals = totals.plus(part.get());
            }
            return totals;
        } finally {
            readers.shutdownNow();
        }
    }

    private FlightTotals totals(String id, int first) {
        FlightTotals totals = FlightTotals.NONE;
        for (int number = first; number < asks.amount(); number += FlightSource.WORKERS) {
            totals = totals.plus(FlightTotals.of(server.api()
                    .get("query/results?schedule_id=" + id + "_query_" + (number + 1))
                    .json()
                    .getJsonArray("data")));
        }
        return totals;
    }

    @Override
    public void close() throws IOException {
        server.close();
        Folders.delete(catalog);
    }
}
