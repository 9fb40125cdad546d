package io.querybatch.bench;

import java.util.function.Supplier;

/**
 * The queries as jobs of a queue in PostgreSQL, each doing what the hand-written loop does. The time that the queue takes to
 * wake up, from the last job handed over to the first one begun, is not counted.
 */
record QueueRace(Supplier<Contender> contender, DurablePostgres postgres, FlightSource source, FlightAsks asks)
        implements Racer.Course {

    /** Of one that is never opened. */
    String name() {
        return contender.get().name();
    }

    @Override
    public Racer.Run run() throws Exception {
        try (HandWritten work = new HandWritten(source, asks, HandWrittenLoop.folder());
                BenchDatabase database = postgres.create();
                Contender queue = contender.get()) {
            Jobs jobs = new Jobs(asks.amount());
            queue.open(database, FlightSource.WORKERS, number -> {
                // Before it is counted as run, for what fails must not count.
                long begin = System.nanoTime();
                work.run(number);
                jobs.ran(number, begin);
            });
            long begin = System.nanoTime();
            queue.submit(0, asks.amount());
            long submitted = System.nanoTime();
            queue.start();
            jobs.awaitEnd(database, queue.unfinished());
            double seconds = (submitted - begin + System.nanoTime() - jobs.firstStarted()) / 1e9;
            FlightTotals totals = work.totals();
            return new Racer.Run(seconds, () -> totals);
        }
    }
}
