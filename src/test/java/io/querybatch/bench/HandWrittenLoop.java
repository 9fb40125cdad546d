package io.querybatch.bench;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** What one would write instead of submitting a batch: some threads, each of which takes the next query until none is left. */
record HandWrittenLoop(FlightSource source, FlightAsks asks) implements Racer.Course {

    @Override
    public Racer.Run run() throws Exception {
        try (HandWritten work = new HandWritten(source, asks, folder())) {
            ExecutorService workers = Executors.newFixedThreadPool(FlightSource.WORKERS);
            try {
                long begin = System.nanoTime();
                runAll(work, workers);
                double seconds = (System.nanoTime() - begin) / 1e9;
                FlightTotals totals = work.totals();
                return new Racer.Run(seconds, () -> totals);
            } finally {
                workers.shutdownNow();
            }
        }
    }

    private void runAll(HandWritten work, ExecutorService workers) throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < FlightSource.WORKERS; i++) {
            running.add(workers.submit(() -> {
                for (int n = next.getAndIncrement(); n < asks.amount(); n = next.getAndIncrement()) {
                    work.run(n);
                }
            }));
        }
        for (Future<?> worker : running) {
            worker.get();
        }
    }

    /** Where results are written that nobody keeps. */
    static Path folder() throws IOException {
        return Files.createDirectories(Project.target().resolve("bench"));
    }
}
