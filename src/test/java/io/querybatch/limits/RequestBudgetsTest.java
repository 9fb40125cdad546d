package io.querybatch.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is let through, and how many. */
class RequestBudgetsTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-31T12:59:30Z"));
    private final InMemory use = new InMemory();

    private RequestBudgets budgets(int perSecond, int perHour) {
        return new RequestBudgets(new Rate(perSecond, perHour), clock);
    }

    private static int granted(RequestBudgets budgets, String who, int tries) {
        return (int) IntStream.range(0, tries)
                .filter(i -> budgets.take(who).granted())
                .count();
    }

    @Test
    void aBurstOfTwoSecondsPassesAndThenOneAfterTheOther() {
        RequestBudgets budgets = budgets(5, 0);
        assertThat(granted(budgets, "acme", 20)).isEqualTo(10);
        Allowance refused = budgets.take("acme");
        assertThat(refused.granted()).isFalse();
        assertThat(refused.pause()).isEqualTo(Duration.ofMillis(200));
        clock.advance(Duration.ofMillis(200));
        assertThat(granted(budgets, "acme", 5)).isEqualTo(1);
        clock.advance(Duration.ofHours(2));
        assertThat(granted(budgets, "acme", 20))
                .as("no more than a burst, however long one waits")
                .isEqualTo(10);
    }

    @Test
    void anHourHasSoManyAndTheNextOneAsManyAgain() {
        RequestBudgets budgets = budgets(0, 3);
        Allowance first = budgets.take("acme");
        assertThat(first.left()).isEqualTo(2);
        assertThat(first.reset()).isEqualTo(Duration.ofSeconds(30));
        assertThat(granted(budgets, "acme", 5)).isEqualTo(2);
        assertThat(budgets.take("acme"))
                .isEqualTo(new Allowance(new Rate(0, 3), 0, Duration.ofSeconds(30), Duration.ofSeconds(30)));
        clock.advance(Duration.ofSeconds(30));
        assertThat(granted(budgets, "acme", 5)).isEqualTo(3);
    }

    @Test
    void whatASecondRefusesIsNotCountedInTheHour() {
        RequestBudgets budgets = budgets(1, 100);
        assertThat(granted(budgets, "acme", 50)).isEqualTo(2);
        clock.advance(Duration.ofSeconds(1));
        assertThat(budgets.take("acme").left()).isEqualTo(97);
    }

    @Test
    void everybodyHasHisOwn() {
        RequestBudgets budgets = budgets(0, 2);
        assertThat(granted(budgets, "acme", 5)).isEqualTo(2);
        assertThat(granted(budgets, "globex", 5)).isEqualTo(2);
    }

    @Test
    void withoutLimitsEverythingPasses() {
        RequestBudgets budgets = budgets(0, 0);
        assertThat(granted(budgets, "acme", 10_000)).isEqualTo(10_000);
        budgets.share(use);
        assertThat(use.requests).isEmpty();
    }

    @Test
    void nodesThatShareLetThroughAsManyTogether() {
        RequestBudgets one = budgets(0, 10);
        RequestBudgets other = budgets(0, 10);
        assertThat(granted(one, "acme", 4)).isEqualTo(4);
        one.share(use);
        assertThat(granted(other, "acme", 3)).as("unknown to it so far").isEqualTo(3);
        other.share(use);
        one.share(use);
        assertThat(one.take("acme").left())
                .as("it has told nothing new, and heard nothing")
                .isEqualTo(5);
        one.share(use);
        assertThat(granted(one, "acme", 10)).isEqualTo(2);
        one.share(use);
        assertThat(granted(other, "acme", 10))
                .as("what came to it since it last shared")
                .isEqualTo(3);
        other.share(use);
        assertThat(granted(other, "acme", 10)).isZero();
    }

    @Test
    void aStoreThatDoesNotAnswerIsToldLater() {
        RequestBudgets budgets = budgets(0, 10);
        assertThat(granted(budgets, "acme", 4)).isEqualTo(4);
        use.broken = true;
        assertThatThrownBy(() -> budgets.share(use)).isInstanceOf(IllegalStateException.class);
        assertThat(budgets.take("acme").left()).isEqualTo(5);
        use.broken = false;
        budgets.share(use);
        assertThat(use.requests.values()).containsExactly(5L);
        budgets.share(use);
        assertThat(use.requests.values()).containsExactly(5L);
    }

    @Test
    void manyAtOnceAreCountedOneByOne() throws Exception {
        RequestBudgets budgets = budgets(0, 1_000);
        AtomicInteger granted = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> granted.addAndGet(granted(budgets, "acme", 500))))
                .toList();
        threads.forEach(Thread::start);
        for (int i = 0; i < 50; i++) {
            budgets.share(use);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(granted).hasValue(1_000);
        budgets.share(use);
        assertThat(use.requests.values()).containsExactly(1_000L);
    }

    @Test
    void whoAsksNothingMoreIsForgotten() {
        RequestBudgets budgets = budgets(1, 3);
        assertThat(granted(budgets, "acme", 2)).isEqualTo(2);
        budgets.forgetIdle();
        assertThat(budgets.take("acme").granted()).isFalse();
        clock.advance(Duration.ofHours(1));
        budgets.forgetIdle();
        assertThat(granted(budgets, "acme", 5)).isEqualTo(2);
    }

    /** A store for both nodes. */
    private static final class InMemory implements RequestUse {

        private final Map<String, Long> requests = new HashMap<>();
        private boolean broken;

        @Override
        public synchronized Map<String, Long> add(Instant hour, Map<String, Long> more) {
            if (broken) {
                throw new IllegalStateException("the store does not answer");
            }
            Map<String, Long> now = new HashMap<>();
            more.forEach((who, count) -> now.put(who, requests.merge(hour + who, count, Long::sum)));
            return now;
        }

        @Override
        public void forget(Instant before) {
            requests.keySet().removeIf(key -> key.compareTo(before.toString()) < 0);
        }
    }
}
