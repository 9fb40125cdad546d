package io.querybatch.bench;

import java.util.function.IntConsumer;

/**
 * Something that keeps jobs in PostgreSQL and runs them: our executor, or a job queue that it is compared with. Those are
 * found with a {@link java.util.ServiceLoader}, because only the build of the bench knows their libraries.
 */
public interface Contender extends AutoCloseable {

    String name();

    /**
     * Makes its tables in an empty database; nothing runs yet.
     *
     * @param workers jobs running at once
     * @param job told the number of each job when it runs
     */
    void open(BenchDatabase database, int workers, IntConsumer job);

    /** Hands over jobs, numbered from {@code first}; they are durable when this returns. */
    void submit(int first, int amount);

    /** Begins to run jobs. */
    void start();

    /** A query for the number of jobs whose success is not durable yet. */
    String unfinished();

    @Override
    void close();
}
