package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.execution.DispatchLoop.Round;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PausesTest {

    private final Pauses pauses = new Pauses();

    private List<Long> after(Round... rounds) {
        return Stream.of(rounds).map(pauses::after).map(Duration::toMillis).toList();
    }

    @Test
    void thereIsNoneWhileThereIsWork() {
        assertThat(after(Round.STARTED, Round.STARTED)).containsExactly(0L, 0L);
    }

    @Test
    void whoHasNothingToDoWaitsAsLongAsMayBe() {
        assertThat(after(Round.IDLE, Round.IDLE)).containsExactly(500L, 500L);
    }

    @Test
    void whoWasTurnedAwayComesAgainSoonAndEachTimeLater() {
        assertThat(after(Round.TURNED_AWAY, Round.TURNED_AWAY, Round.TURNED_AWAY))
                .containsExactly(10L, 20L, 40L);
        for (int round = 0; round < 10; round++) {
            pauses.after(Round.TURNED_AWAY);
        }
        assertThat(after(Round.TURNED_AWAY)).containsExactly(500L);
    }

    @Test
    void whatWasThereAMomentAgoMayBeThereAgainInAMoment() {
        assertThat(after(Round.TURNED_AWAY, Round.IDLE, Round.IDLE)).containsExactly(10L, 20L, 40L);
    }

    @Test
    void whoFoundWorkBeginsAnew() {
        assertThat(after(Round.TURNED_AWAY, Round.TURNED_AWAY, Round.STARTED, Round.IDLE, Round.TURNED_AWAY))
                .containsExactly(10L, 20L, 0L, 500L, 10L);
    }
}
