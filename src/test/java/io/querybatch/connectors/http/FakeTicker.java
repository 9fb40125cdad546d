package io.querybatch.connectors.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only where somebody waits, and then at once. */
final class FakeTicker implements Ticker {

    private final AtomicLong now = new AtomicLong();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private volatile Runnable duringPause = () -> {};

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    public void await(CountDownLatch opened, Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        pauses.add(time);
        duringPause.run();
        if (opened.getCount() > 0) {
            advance(time);
        }
    }

    void advance(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** All waits so far. */
    List<Duration> pauses() {
        return pauses;
    }

    /** What happens while somebody waits, before the time is over. */
    void duringPause(Runnable event) {
        duringPause = event;
    }
}
