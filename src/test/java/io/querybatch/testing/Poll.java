package io.querybatch.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something that another process does: the one place where a test lets real time pass. */
public final class Poll {

    private static final Duration EVERY = Duration.ofMillis(50);

    private Poll() {}

    public static void until(Duration longest, String what, BooleanSupplier condition) {
        if (!within(longest, condition)) {
            throw new AssertionError("not within " + longest + ": " + what);
        }
    }

    /** Whether it came true in time. */
    public static boolean within(Duration longest, BooleanSupplier condition) {
        return within(longest, EVERY, condition);
    }

    /** The same, for what costs something to look at. */
    public static boolean within(Duration longest, Duration every, BooleanSupplier condition) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(every.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return true;
    }

    /** Waits for something to be there, and returns it. */
    public static <T> T get(Duration longest, String what, Supplier<T> source) {
        AtomicReference<T> got = new AtomicReference<>();
        until(longest, what, () -> {
            got.set(source.get());
            return got.get() != null;
        });
        return got.get();
    }
}
