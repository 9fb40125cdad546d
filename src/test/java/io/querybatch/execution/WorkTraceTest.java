package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.query.BatchOrigin;
import io.querybatch.results.ResultSummary;
import io.querybatch.testing.OtlpReceiver;
import io.querybatch.testing.OtlpReceiver.Span;
import io.querybatch.tracing.Traces;
import io.querybatch.tracing.otlp.TraceExport;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What workers tell of the scans they run, as it arrives at a collector. */
class WorkTraceTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String BATCH = "00f067aa0ba902b7";
    private static final BatchOrigin ORIGIN =
            new BatchOrigin("request-1", null, "00-" + TRACE + "-" + BATCH + "-01", null);
    private static final Outcome DONE = new Outcome.Succeeded(new ResultSummary(5, 1, 9));
    private static final Outcome WRONG =
            new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_SOURCE_ERROR, "no"), null);

    private final OtlpReceiver receiver = OtlpReceiver.start();
    private final Traces traces =
            new TraceExport(receiver.endpoint(), Map.of(), 1, "querybatch", "node").start(Clock.systemUTC());
    private final WorkTrace trace = new WorkTrace(traces);
    private final ClaimGroup scan = new ClaimGroup(List.of(claim(1), claim(2)));
    private final RunningQueries.Running running =
            new RunningQueries(Runnable::run).enter(new Stint(scan.claims()));

    @AfterEach
    void stop() {
        receiver.close();
    }

    private static Claim claim(int n) {
        Claim claim = Claims.claim(1, n, "F");
        return new Claim(
                claim.query(), 1, claim.fence(), claim.item(), claim.format(), false, 1, 1, null, "acme", ORIGIN);
    }

    private static final class NoRows implements RunningScan {

        @Override
        public RowCursor rows() {
            throw new IllegalStateException();
        }

        @Override
        public boolean cancel() {
            return false;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private void statement() {
        running.attach(new NoRows());
        running.detach();
    }

    private Span query(int n) {
        return receiver.spans("query F").stream()
                .filter(span -> span.attributes().get("querybatch.schedule_id").endsWith("_query_" + n))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theStatementOfASharedScanBelongsToItsLeadAndIsLinkedWithTheOthers() {
        trace.begins(scan, running);
        statement();
        trace.ended(scan.claims().get(1), DONE);
        trace.ended(scan.lead(), DONE);
        traces.close();
        assertThat(receiver.spans("SELECT F"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.parent()).isEqualTo(query(1).id()))
                .satisfies(statement -> assertThat(statement.links()).containsExactly(query(2).id()))
                .satisfies(statement -> assertThat(statement.error()).isFalse());
        assertThat(receiver.spans()).allMatch(span -> span.trace().equals(TRACE)).hasSize(3);
        assertThat(List.of(query(1).parent(), query(2).parent())).containsExactly(BATCH, BATCH);
        assertThat(query(2).attributes()).containsEntry("querybatch.rows", "5").containsEntry("querybatch.tenant", "acme");
    }

    @Test
    void ofTwoStatementsTheLastOneIsToBlame() {
        trace.begins(scan, running);
        statement();
        statement();
        trace.ended(scan.lead(), WRONG);
        trace.ended(scan.claims().get(1), new Outcome.Returned());
        traces.close();
        assertThat(receiver.spans("SELECT F")).extracting(Span::error).containsExactly(false, true);
        assertThat(query(1).attributes()).containsEntry("error.type", "QUERY_SOURCE_ERROR");
        assertThat(query(2).attributes()).containsEntry("querybatch.outcome", "returned");
    }

    @Test
    void aQueryWhoseScanNeverBeganHasNoSpan() {
        trace.ended(scan.lead(), WRONG);
        traces.close();
        assertThat(receiver.spans()).isEmpty();
    }

    @Test
    void withoutATraceOfTheCallersAttemptsAreTracesOfTheirOwn() {
        ClaimGroup alone = new ClaimGroup(List.of(Claims.claim(2, 7, "F")));
        trace.begins(alone, running);
        trace.ended(alone.lead(), DONE);
        traces.close();
        assertThat(query(7).parent()).isEmpty();
    }
}
