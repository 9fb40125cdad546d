package io.querybatch.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.connectors.PoolUse;
import io.querybatch.errors.ErrorCode;
import io.querybatch.execution.ExecutionConfig;
import io.querybatch.execution.NodeStanding;
import io.querybatch.execution.NodeStanding.SourceStanding;
import io.querybatch.execution.SourceHealth;
import io.querybatch.execution.SourceHealth.Breaker;
import io.querybatch.execution.TenantShares;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is made of what the store and the node say. */
class ViewsTest {

    private static final TenantShares SHARES = new TenantShares(8, Map.of("acme", 3, "resting", 2));
    private static final ExecutionConfig CONFIG = new ExecutionConfig(
            "here",
            16,
            4,
            SHARES,
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            3,
            Duration.ofSeconds(2),
            500,
            100,
            Duration.ofSeconds(10));
    private static final SourceHealth WELL = new SourceHealth(Breaker.CLOSED, null, null, 20, 20, null);

    @Test
    void aTenantsBatchesAreAddedUpBesideItsCapAndWeight() {
        List<TenantView> tenants = TenantView.all(
                List.of(
                        Loads.of("globex", "FLIGHTS", 4, 0, 0, 100),
                        Loads.of("acme", "FLIGHTS", 10, 30, 5, 60),
                        Loads.of("acme", "FLIGHTS,WEATHER", 7, 2, 2, 90)),
                SHARES);
        assertThat(tenants)
                .containsExactly(
                        new TenantView("acme", 6, 2, 17, 32, 7, 8, 3, 90.0),
                        new TenantView("globex", 3, 1, 4, 0, 0, 8, 1, 100.0),
                        new TenantView("resting", 0, 0, 0, 0, 0, 8, 2, null));
    }

    @Test
    void withoutACapNoneIsGiven() {
        assertThat(TenantView.all(List.of(Loads.of("acme", "FLIGHTS", 1, 0, 0, 1)), TenantShares.EQUAL))
                .singleElement()
                .extracting(TenantView::cap)
                .isNull();
    }

    @Test
    void queriesThatSomebodyWaitsForAreToldFromBatches() {
        assertThat(QueueView.all(List.of(Loads.of("acme", "FLIGHTS", 10, 30, 5, 60), Loads.alone("acme", 2, 1))))
                .containsExactly(
                        new QueueView("single", 3, 0, 2, 1, 1, 1.0), new QueueView("batch", 3, 1, 10, 30, 5, 60.0));
        assertThat(QueueView.all(List.of())).extracting(QueueView::kind).containsExactly("single", "batch");
    }

    @Test
    void whatWaitsForOneOfSeveralSourcesIsNotCountedAsWaitingForEach() {
        List<SourceView> sources = SourceView.all(
                List.of(
                        Loads.of("acme", "FLIGHTS", 10, 1, 1, 60),
                        Loads.of("globex", "FLIGHTS", 5, 0, 0, 10),
                        Loads.of("acme", "FLIGHTS,WEATHER", 7, 2, 2, 90)),
                List.of(new KnownSource("FLIGHTS", "Flights", "jdbc", true, null)),
                List.of(new SourceStanding("FLIGHTS", 1, 4, WELL)));
        SourceView flights = sources.get(0);
        assertThat(List.of(flights.queued(), flights.running(), flights.sharedQueued(), flights.sharedRunning()))
                .containsExactly(15L, 1L, 7L, 2L);
        assertThat(flights.oldestWaitingSeconds()).isEqualTo(90.0);
        SourceView weather = sources.get(1);
        assertThat(weather.dsId()).isEqualTo("WEATHER");
        assertThat(weather.queued()).isZero();
        assertThat(weather.sharedQueued()).isEqualTo(7);
        assertThat(weather.here()).as("not in this node's catalog").isNull();
    }

    @Test
    void aSourceInTroubleIsToldAsThisNodeSeesIt() {
        SourceHealth trouble = new SourceHealth(
                Breaker.OPEN,
                Duration.ofMillis(1_250),
                Duration.ofMillis(750),
                3,
                20,
                new SourceHealth.LastFailure(ErrorCode.QUERY_SOURCE_UNAVAILABLE, Duration.ofSeconds(2)));
        SourceView sales = SourceView.all(
                        List.of(),
                        List.of(new KnownSource("SALES", "Sales", "jdbc", false, new PoolUse(3, 1, 4, 2))),
                        List.of(new SourceStanding("SALES", 3, 4, trouble)))
                .get(0);
        assertThat(sales.here())
                .isEqualTo(new SourceHere(
                        false,
                        3,
                        4,
                        new SourceHere.Breaker("open", 1.25, 0.75),
                        new SourceHere.Retries(3, 20),
                        new SourceHere.LastFailure("QUERY_SOURCE_UNAVAILABLE", 2.0),
                        new SourceHere.Pool(3, 1, 4, 2)));
    }

    private static String state(long silenceMillis) {
        NodeRow row = new NodeRow(7, "there", Instant.EPOCH, Duration.ofMillis(silenceMillis), 2, List.of());
        return NodeView.of(row, CONFIG, 8).state();
    }

    @Test
    void aNodeIsSilentAfterThreeHeartbeatsAndLostAfterTheTimeOut() {
        assertThat(state(6_000)).isEqualTo("alive");
        assertThat(state(6_001)).isEqualTo("silent");
        assertThat(state(10_000)).isEqualTo("silent");
        assertThat(state(10_001)).isEqualTo("lost");
    }

    @Test
    void theNodeThatAnswersIsMarkedAmongTheOthers() {
        NodeRow row = new NodeRow(7, "here", Instant.EPOCH, Duration.ofMillis(812), 5, List.of("SALES"));
        assertThat(NodeView.of(row, CONFIG, 7))
                .isEqualTo(new NodeView("here", 7, "alive", true, Instant.EPOCH, 0.812, 5, List.of("SALES")));
        assertThat(NodeView.of(row, CONFIG, 8).answering()).isFalse();
    }

    @Test
    void whoAnswersSaysWhatItAloneKnows() {
        NodeStanding standing = new NodeStanding(7, true, 11, 9, List.of());
        assertThat(AnsweringNode.of(standing, CONFIG, "1.2.3"))
                .isEqualTo(new AnsweringNode(
                        "here", 7, "1.2.3", true, new AnsweringNode.Workers(16, 4, 11, 9), 2.0, 10.0));
    }
}
