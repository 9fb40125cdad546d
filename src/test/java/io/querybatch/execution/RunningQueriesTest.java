package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningQueriesTest {

    private final RunningQueries running = new RunningQueries(Runnable::run);

    private RunningQueries.Running enter(Claim... claims) {
        return running.enter(new Stint(List.of(claims)));
    }

    @Test
    void queriesThatShareAScanTakeOneSlotUntilTheLastOfThemLeaves() {
        Claim lead = Claims.claim(1, 1, "F");
        Claim rider = Claims.claim(1, 2, "F");
        enter(lead, rider);
        assertThat(running.size()).isEqualTo(1);
        assertThat(running.size("F")).isEqualTo(1);
        assertThat(running.contains(rider.resultKey())).isTrue();

        running.leave(lead);
        assertThat(running.contains(lead.resultKey())).isFalse();
        assertThat(running.size()).isEqualTo(1);

        running.leave(rider);
        assertThat(running.size()).isZero();
        assertThat(running.ofBatches()).isZero();
    }

    @Test
    void countsWhatRunsInAllAndBySource() {
        Claim first = Claims.claim(1, 1, "F");
        Claim second = Claims.claim(1, 2, "W");
        enter(first);
        enter(second);
        enter(Claims.claim(2, 1, "F"));

        assertThat(running.size()).isEqualTo(3);
        assertThat(running.size("F")).isEqualTo(2);
        assertThat(running.size("W")).isEqualTo(1);
        assertThat(running.size("X")).isZero();

        running.leave(first);
        running.leave(first);
        running.leave(second);
        assertThat(running.size()).isEqualTo(1);
        assertThat(running.size("F")).isEqualTo(1);
        assertThat(running.size("W")).isZero();
    }

    @Test
    void stopThatComesFirstCancelsTheStatementAsItIsAttached() {
        RunningQueries.Running entry = enter(Claims.claim(1, 1, "F"));
        FakeScan scan = new FakeScan(true);

        running.stop(Claims.batch(1), StopReason.CANCELLED);
        assertThat(entry.stopped()).contains(StopReason.CANCELLED);
        assertThat(entry.proof()).isEqualTo(CancelProof.KILL_UNCONFIRMED);

        entry.attach(scan);
        assertThat(scan.cancels).isEqualTo(1);
        assertThat(entry.proof()).isEqualTo(CancelProof.KILLED_AT_SOURCE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stopCancelsAnAttachedStatement(boolean confirmed) {
        RunningQueries.Running entry = enter(Claims.claim(1, 1, "F"));
        FakeScan scan = new FakeScan(confirmed);
        entry.attach(scan);
        assertThat(scan.cancels).isZero();

        running.stop(Claims.batch(1), StopReason.TIMED_OUT);

        assertThat(scan.cancels).isEqualTo(1);
        assertThat(entry.stopped()).contains(StopReason.TIMED_OUT);
        assertThat(entry.proof()).isEqualTo(confirmed ? CancelProof.KILLED_AT_SOURCE : CancelProof.KILL_UNCONFIRMED);
    }

    @Test
    void firstReasonStaysAndTheStatementIsCancelledOnce() {
        RunningQueries.Running entry = enter(Claims.claim(1, 1, "F"));
        FakeScan scan = new FakeScan(true);
        entry.attach(scan);

        running.stop(Claims.batch(1), StopReason.TIMED_OUT);
        running.stop(Claims.batch(1), StopReason.CANCELLED);

        assertThat(entry.stopped()).contains(StopReason.TIMED_OUT);
        assertThat(scan.cancels).isEqualTo(1);
    }

    @Test
    void stopAfterTheEndOfTheStatementCancelsNothing() {
        RunningQueries.Running entry = enter(Claims.claim(1, 1, "F"));
        FakeScan scan = new FakeScan(true);
        entry.attach(scan);
        entry.detach();

        running.stop(Claims.batch(1), StopReason.CANCELLED);

        assertThat(scan.cancels).isZero();
        assertThat(entry.proof()).isEqualTo(CancelProof.KILL_UNCONFIRMED);
    }

    @Test
    void stopReachesEveryQueryOfTheBatchAndNoOther() {
        RunningQueries.Running first = enter(Claims.claim(1, 1, "F"));
        RunningQueries.Running second = enter(Claims.claim(1, 2, "W"));
        RunningQueries.Running other = enter(Claims.claim(2, 1, "F"));

        running.stop(Claims.batch(1), StopReason.CANCELLED);

        assertThat(first.stopped()).isPresent();
        assertThat(second.stopped()).isPresent();
        assertThat(other.stopped()).isEmpty();
    }

    @Test
    void whatHasLeftIsNotStopped() {
        Claim claim = Claims.claim(1, 1, "F");
        RunningQueries.Running entry = enter(claim);
        running.leave(claim);

        running.stop(Claims.batch(1), StopReason.CANCELLED);

        assertThat(entry.stopped()).isEmpty();
    }

    @Test
    void abandoningCancelsWithoutAReason() {
        RunningQueries.Running attached = enter(Claims.claim(1, 1, "F"));
        RunningQueries.Running waiting = enter(Claims.claim(1, 2, "F"));
        FakeScan scan = new FakeScan(true);
        attached.attach(scan);

        running.abandon();

        assertThat(scan.cancels).isEqualTo(1);
        assertThat(attached.stopped()).isEmpty();
        assertThat(waiting.stopped()).isEmpty();
    }

    private static final class FakeScan implements RunningScan {

        private final boolean confirmed;
        private int cancels;

        FakeScan(boolean confirmed) {
            this.confirmed = confirmed;
        }

        @Override
        public RowCursor rows() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean cancel() {
            cancels++;
            return confirmed;
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }
    }
}
