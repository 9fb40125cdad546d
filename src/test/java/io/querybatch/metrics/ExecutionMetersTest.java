package io.querybatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.execution.Claim;
import io.querybatch.execution.Completion;
import io.querybatch.execution.KnownAnswer;
import io.querybatch.execution.NodeLoad;
import io.querybatch.execution.Outcome;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.ScheduleId;
import io.querybatch.query.SplitPolicy;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExecutionMetersTest {

    private static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");
    private static final QuerySpec SPEC = new QuerySpec("FLIGHTS", List.of("ORD"), null, List.of("flights"), 1);
    private static final BatchItem ITEM = new BatchItem(1, null, SPEC, List.of(), new SplitPolicy(false, false));

    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final ExecutionMeters meters = new ExecutionMeters(registry);

    /** A claim of a query that rides with the first, in its scan, and whose answer may be known. */
    private static Claim claim(int n, int scan, KnownAnswer answer) {
        return new Claim(new ScheduleId(BATCH, n), 1, 7, ITEM, OutputFormat.JSON, false, 1, scan, answer);
    }

    private double count(String name, String... tags) {
        return registry.get(name)
                .tag("data_source", "FLIGHTS")
                .tags(tags)
                .counter()
                .count();
    }

    @Test
    void tellsHowQueriesAreAnswered() {
        ResultKey earlier = new ResultKey(new ScheduleId(BATCH, 9), 3);
        meters.claimed(List.of(
                claim(1, 1, null),
                claim(2, 1, null),
                claim(3, 1, null),
                claim(4, 4, null),
                claim(5, 5, new KnownAnswer(earlier, 9, Instant.EPOCH, true))));
        assertThat(count("querybatch.claimed", "way", "scan")).isEqualTo(2);
        assertThat(count("querybatch.claimed", "way", "shared_scan")).isEqualTo(2);
        assertThat(count("querybatch.claimed", "way", "reused")).isEqualTo(1);
        assertThat(registry.get("querybatch.running").gauge().value()).isEqualTo(5);
    }

    @Test
    void tellsHowAttemptsEndAndHowLongTheyTook() {
        Claim first = claim(1, 1, null);
        Claim second = claim(2, 2, null);
        Claim third = claim(3, 3, null);
        Claim fourth = claim(4, 4, null);
        meters.claimed(List.of(first, second, third, fourth));
        clock.add(Duration.ofMillis(1_500));
        QueryFailure timeout = new QueryFailure(ErrorCode.QUERY_TIMEOUT, "It took too long.");
        meters.published(
                List.of(
                        new Completion(first, new Outcome.Succeeded(new ResultSummary(10, 2, 300))),
                        new Completion(second, new Outcome.Failed(timeout, null)),
                        new Completion(third, new Outcome.Returned()),
                        new Completion(fourth, new Outcome.Succeeded(new ResultSummary(1_000, 2, 30_000)))),
                Set.of(fourth.resultKey()));
        assertThat(count("querybatch.outcomes", "outcome", "success")).isEqualTo(1);
        assertThat(count("querybatch.outcomes", "outcome", "QUERY_TIMEOUT")).isEqualTo(1);
        assertThat(count("querybatch.outcomes", "outcome", "returned")).isEqualTo(1);
        assertThat(count("querybatch.outcomes", "outcome", "late")).isEqualTo(1);
        assertThat(count("querybatch.results.rows"))
                .as("what came too late was not stored")
                .isEqualTo(10);
        assertThat(count("querybatch.results.bytes")).isEqualTo(300);
        assertThat(registry.get("querybatch.query").timer().count()).isEqualTo(3);
        assertThat(registry.get("querybatch.query").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(4_500);
        assertThat(registry.get("querybatch.running").gauge().value()).isZero();
    }

    @Test
    void tellsOfWhatWasLost() {
        Claim claim = claim(1, 1, null);
        meters.claimed(List.of(claim));
        meters.handedBack(Set.of(claim.resultKey()), 1);
        meters.recovered(12);
        meters.nodeLost();
        meters.load(new NodeLoad(3, Set.of()));
        assertThat(registry.get("querybatch.handed.back").counter().count()).isEqualTo(1);
        assertThat(registry.get("querybatch.recovered").counter().count()).isEqualTo(12);
        assertThat(registry.get("querybatch.leases.lost").counter().count()).isEqualTo(1);
        assertThat(registry.get("querybatch.workers.free").gauge().value()).isEqualTo(3);
        assertThat(registry.get("querybatch.running").gauge().value()).isZero();
    }
}
