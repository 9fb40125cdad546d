package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.query.BatchId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitersTest {

    private static final BatchId ONE = new BatchId("qrb_00000000000000000001");
    private static final BatchId TWO = new BatchId("qrb_00000000000000000002");
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Map<BatchId, Mark> marks = new HashMap<>(Map.of(ONE, new Mark(5, false), TWO, new Mark(9, false)));
    private final List<Set<BatchId>> asked = new ArrayList<>();
    private final List<String> called = new ArrayList<>();
    private long now;
    private final Waiters waiters = new Waiters(this::marks, () -> now, Runnable::run, 2);

    private Map<BatchId, Mark> marks(Set<BatchId> batches) {
        asked.add(batches);
        return marks;
    }

    private boolean awaitChange(String tenant, BatchId batch, String name) {
        long known = marks.get(batch).change();
        return waiters.awaitIfRoom(tenant, batch, mark -> mark.change() != known, LONGEST, () -> called.add(name));
    }

    @Test
    void oneLookServesAllAndNobodyIsCalledTwice() {
        awaitChange("acme", ONE, "first");
        awaitChange("acme", ONE, "second");
        awaitChange("globex", TWO, "third");
        waiters.look();
        assertThat(asked).containsExactly(Set.of(ONE, TWO));
        assertThat(called).isEmpty();
        marks.put(ONE, new Mark(6, false));
        waiters.look();
        waiters.look();
        assertThat(called).containsExactlyInAnyOrder("first", "second");
        assertThat(asked).endsWith(Set.of(TWO));
    }

    @Test
    void nobodyWaitingNobodyAsks() {
        waiters.look();
        assertThat(asked).isEmpty();
    }

    @Test
    void aWaitEndsWithItsTimeOrItsBatch() {
        awaitChange("acme", ONE, "late");
        now = LONGEST.toNanos() - 1;
        waiters.look();
        assertThat(called).isEmpty();
        now = LONGEST.toNanos();
        waiters.look();
        assertThat(called).containsExactly("late");
        awaitChange("acme", TWO, "gone");
        marks.remove(TWO);
        waiters.look();
        assertThat(called).containsExactly("late", "gone");
    }

    @Test
    void whoWaitsForTheEndIsNotCalledForLess() {
        waiters.await(ONE, Mark::stopped, LONGEST, () -> called.add("end"));
        marks.put(ONE, new Mark(6, false));
        waiters.look();
        assertThat(called).isEmpty();
        marks.put(ONE, new Mark(7, true));
        waiters.look();
        assertThat(called).containsExactly("end");
    }

    @Test
    void aTenantWithTooManyIsTurnedAwayUntilOneIsDone() {
        assertThat(awaitChange("acme", ONE, "first")).isTrue();
        assertThat(awaitChange("acme", TWO, "second")).isTrue();
        assertThat(awaitChange("acme", TWO, "third")).isFalse();
        assertThat(awaitChange("globex", ONE, "other")).isTrue();
        marks.put(ONE, new Mark(6, false));
        waiters.look();
        assertThat(awaitChange("acme", TWO, "fourth")).isTrue();
        waiters.endAll();
        assertThat(called).containsExactlyInAnyOrder("first", "other", "second", "fourth");
    }
}
