package io.querybatch.threads;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pools of threads that end with the application. The server makes the threads, so that its contexts are theirs; the pools are
 * our own, because servers do not end those that an application defines, and nobody else may (docs/servers.md).
 */
public final class ApplicationThreads {

    /** Threads that had nothing to do for so long end. */
    private static final long IDLE_SECONDS = 60;

    private final ThreadFactory server;
    private final Duration grace;
    private final List<ExecutorService> pools = new CopyOnWriteArrayList<>();

    /**
     * No pools yet, and no threads.
     *
     * @param server makes the threads
     * @param grace how long {@link #end} waits for what is under way
     */
    public ApplicationThreads(ThreadFactory server, Duration grace) {
        this.server = server;
        this.grace = grace;
    }

    /** A thread for each task, at once: for those who themselves bound how many tasks there are. */
    public ExecutorService perTask(String name) {
        return added(new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named(name)));
    }

    /** Up to so many threads; tasks beyond wait for their turn. */
    public ExecutorService atMost(int threads, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return added(pool);
    }

    /** Regular tasks that have so many threads to themselves. */
    public RegularTasks regular(int threads, String name) {
        return new RegularTasks(added(new ScheduledThreadPoolExecutor(threads, named(name))));
    }

    private <P extends ExecutorService> P added(P pool) {
        pools.add(pool);
        return pool;
    }

    private ThreadFactory named(String name) {
        AtomicInteger made = new AtomicInteger();
        return task -> {
            Thread thread = server.newThread(task);
            thread.setName("querybatch-" + name + "-" + made.incrementAndGet());
            return thread;
        };
    }

    /** Ends all pools: nothing begins any more, and what is still under way after the grace is interrupted. */
    public void end() {
        pools.forEach(ExecutorService::shutdown);
        long deadline = System.nanoTime() + grace.toNanos();
        try {
            for (ExecutorService pool : pools) {
                pool.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pools.forEach(ExecutorService::shutdownNow);
        }
    }
}
