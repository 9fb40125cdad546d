package io.querybatch.connectors.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time that passes, and waiting for it to pass. */
interface Ticker {

    /** The time of this machine. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void await(CountDownLatch opened, Duration time) throws InterruptedException {
            // Whether the latch opened or the time is over, the caller looks at both anyway.
            boolean ignored = opened.await(time.toNanos(), TimeUnit.NANOSECONDS);
        }
    };

    /** Nanoseconds since some moment, as {@link System#nanoTime()}. */
    long nanos();

    /** Waits until the latch opens or the time is over. */
    void await(CountDownLatch opened, Duration time) throws InterruptedException;
}
