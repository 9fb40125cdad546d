package io.querybatch.platform;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Asks again only after a while: how the server is may be asked often and by everybody, and a bucket's answers cost. */
final class RecentAnswer {

    private final BooleanSupplier question;
    private final long validNanos;
    private final LongSupplier nanos;
    private boolean answer;
    private long askedAt;
    private boolean asked;

    /** {@code nanos} is a clock that never goes back, such as {@link System#nanoTime()}. */
    RecentAnswer(BooleanSupplier question, Duration valid, LongSupplier nanos) {
        this.question = question;
        this.validNanos = valid.toNanos();
        this.nanos = nanos;
    }

    /** One asks, the others wait for the answer. */
    synchronized boolean get() {
        if (!asked || nanos.getAsLong() - askedAt >= validNanos) {
            answer = question.getAsBoolean();
            askedAt = nanos.getAsLong();
            asked = true;
        }
        return answer;
    }
}
