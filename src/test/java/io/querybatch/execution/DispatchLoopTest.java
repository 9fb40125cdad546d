package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatchLoopTest {

    private static final SettableClock CLOCK = new SettableClock(Instant.EPOCH);
    private static final Candidate WAITING = new Candidate(Claims.batch(1), "acme", 0, false, 5, "FLIGHTS");

    private final FakeExecutionStore store = new FakeExecutionStore();
    private final List<Claim> started = new ArrayList<>();
    private final DispatchLoop loop = new DispatchLoop(
            store,
            new NodeIdentity(store, "here"),
            new ExecutionConfig(
                    "here",
                    4,
                    0,
                    TenantShares.EQUAL,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    3,
                    Duration.ofSeconds(1),
                    1,
                    1,
                    Duration.ZERO),
            new RunningQueries(Runnable::run),
            source -> 4,
            new StintSizes(source -> 1, 1, CLOCK),
            Runnable::run,
            (group, entry) -> started.addAll(group.claims()),
            new LostClaims(store, () -> 1, key -> true, CLOCK));

    @Test
    void hasNothingToDoWhenNothingWaits() {
        assertThat(loop.startWhatFits()).isEqualTo(DispatchLoop.Round.IDLE);
    }

    /** Whoever holds the batch lets go of it within milliseconds: half a second later the workers would have idled. */
    @Test
    void isTurnedAwayWhenOthersHoldWhatWaits() {
        store.candidates.add(WAITING);
        assertThat(loop.startWhatFits()).isEqualTo(DispatchLoop.Round.TURNED_AWAY);
        assertThat(started).isEmpty();
    }

    @Test
    void startsWhatItGetsAfterItWasTurnedAway() {
        Claim claim = Claims.claim(1, 1, "FLIGHTS");
        store.candidates.add(WAITING);
        loop.startWhatFits();
        store.claims.add(List.of(claim));
        assertThat(loop.startWhatFits()).isEqualTo(DispatchLoop.Round.STARTED);
        assertThat(started).containsExactly(claim);
    }

    @Test
    void looksNowhereWhileAllWorkersAreBusy() {
        store.candidates.add(WAITING);
        store.claims.add(List.of(
                Claims.claim(1, 1, "FLIGHTS"),
                Claims.claim(1, 2, "FLIGHTS"),
                Claims.claim(1, 3, "FLIGHTS"),
                Claims.claim(1, 4, "FLIGHTS")));
        loop.startWhatFits();
        assertThat(loop.startWhatFits()).isEqualTo(DispatchLoop.Round.IDLE);
    }
}
