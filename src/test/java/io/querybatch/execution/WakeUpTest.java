package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WakeUpTest {

    private static final Duration FOR_EVER = Duration.ofMinutes(10);

    private final WakeUp wakeUp = new WakeUp();

    @Test
    void ringBeforeTheWaitIsNotLost() throws InterruptedException {
        wakeUp.ring();

        wakeUp.await(FOR_EVER);
    }

    @Test
    void ringEndsTheWait() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            try {
                wakeUp.await(FOR_EVER);
                ended.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();

        wakeUp.ring();

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void manyRingsEndOneWaitOnly() throws InterruptedException {
        wakeUp.ring();
        wakeUp.ring();
        wakeUp.await(FOR_EVER);

        long begin = System.nanoTime();
        wakeUp.await(Duration.ofMillis(50));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(45));
    }

    @Test
    void waitEndsWithoutARing() throws InterruptedException {
        wakeUp.await(Duration.ofMillis(5));
        wakeUp.await(Duration.ZERO);
    }
}
