package io.querybatch.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Regular tasks with a real timer. */
@Timeout(60)
class RegularTasksTest {

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final RegularTasks tasks = new RegularTasks(timer);
    private final Logger log = Logger.getLogger(RegularTasks.class.getName());
    private final Heard heard = new Heard();

    private static final class Heard extends Handler {

        private volatile LogRecord last;

        @Override
        public void publish(LogRecord line) {
            last = line;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        log.addHandler(heard);
        log.setUseParentHandlers(false);
    }

    @AfterEach
    void end() throws InterruptedException {
        timer.shutdownNow();
        assertThat(timer.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        log.removeHandler(heard);
        log.setUseParentHandlers(true);
    }

    @Test
    void whatFailsIsLoggedAndDoneAgain() throws Exception {
        CountDownLatch again = new CountDownLatch(3);
        tasks.every(Duration.ofNanos(1), "the store could not be asked", () -> {
            again.countDown();
            throw new IllegalStateException("away");
        });
        again.await();
        assertThat(heard.last.getMessage()).isEqualTo("the store could not be asked; trying again");
        assertThat(heard.last.getLevel()).isEqualTo(Level.WARNING);
        assertThat(heard.last.getThrown()).hasMessage("away");
    }

    @Test
    void anErrorEndsNothingEither() throws Exception {
        CountDownLatch again = new CountDownLatch(3);
        tasks.every(Duration.ofNanos(1), "the heartbeat failed", () -> {
            again.countDown();
            throw new NoClassDefFoundError("gone");
        });
        again.await();
    }

    @Test
    void afterTheEndNothingBeginsButWhatIsUnderWayFinishes() throws Exception {
        AtomicInteger times = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        tasks.every(Duration.ofNanos(1), "it failed", () -> {
            begun.countDown();
            waitFor(ended);
            times.incrementAndGet();
        });
        begun.await();
        tasks.end();
        ended.countDown();
        assertThat(timer.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(times).hasValue(1);
        assertThat(heard.last).isNull();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void attemptsAreMadeOnceAndFailQuietly() {
        RegularTasks.attempt("what tenants use could not be shared", () -> {
            throw new IllegalStateException("away");
        });
        assertThat(heard.last.getMessage()).isEqualTo("what tenants use could not be shared");
    }
}
