package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.results.ResultKey;
import io.querybatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LostClaimsTest {

    private static final ResultKey KNOWN = Claims.claim(1, 1, "FLIGHTS").resultKey();
    private static final ResultKey UNHEARD = Claims.claim(1, 2, "FLIGHTS").resultKey();
    private static final ResultKey LATER = Claims.claim(1, 3, "FLIGHTS").resultKey();

    private final FakeExecutionStore store = new FakeExecutionStore();
    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final LostClaims lostClaims = new LostClaims(store, () -> 7, KNOWN::equals, clock);

    @Test
    void asksNothingWithoutReason() {
        store.held.add(UNHEARD);
        lostClaims.settle();
        assertThat(store.handedBack).isEmpty();
    }

    @Test
    void handsBackWhatTheNodeDoesNotKnow() {
        store.held.addAll(Set.of(KNOWN, UNHEARD));
        lostClaims.suspect();
        lostClaims.settle();
        assertThat(store.handedBack).containsExactly(UNHEARD);
        assertThat(store.held).containsExactly(KNOWN);
    }

    @Test
    void looksAgainForACommitThatCameLate() {
        lostClaims.suspect();
        lostClaims.settle();
        store.held.add(LATER);
        lostClaims.settle();
        assertThat(store.handedBack).isEmpty();
        clock.advance(Duration.ofSeconds(6));
        lostClaims.settle();
        assertThat(store.handedBack).containsExactly(LATER);
    }

    @Test
    void stopsLookingAfterAWhile() {
        lostClaims.suspect();
        lostClaims.settle();
        clock.advance(Duration.ofSeconds(31));
        lostClaims.settle();
        store.held.add(UNHEARD);
        clock.advance(Duration.ofSeconds(31));
        lostClaims.settle();
        assertThat(store.handedBack).isEmpty();
    }

    @Test
    void doubtOutlastsAStoreThatIsAway() {
        store.held.add(UNHEARD);
        lostClaims.suspect();
        store.failNext(1);
        clock.advance(Duration.ofMinutes(10));
        assertThatThrownBy(lostClaims::settle).hasMessage("the store is away");
        lostClaims.settle();
        assertThat(store.handedBack).containsExactly(UNHEARD);
    }
}
