package io.querybatch.tracing.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.query.BatchId;
import io.querybatch.query.BatchOrigin;
import io.querybatch.query.ScheduleId;
import io.querybatch.testing.OtlpReceiver;
import io.querybatch.testing.OtlpReceiver.Span;
import io.querybatch.testing.Poll;
import io.querybatch.tracing.BatchSpan;
import io.querybatch.tracing.QuerySpan;
import io.querybatch.tracing.RequestSpan;
import io.querybatch.tracing.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a collector gets: real spans over a real connection. */
class TraceExportTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");

    private final OtlpReceiver receiver = OtlpReceiver.start();

    @AfterEach
    void stop() {
        receiver.close();
        assertThat(receiver.complaints()).isEmpty();
    }

    private Traces traces(double ratio) {
        return new TraceExport(receiver.endpoint(), Map.of("x-key", "secret"), ratio, "reports", "node-1")
                .start(Clock.systemUTC());
    }

    private static BatchOrigin submit(Traces traces, Map<String, String> headers) {
        RequestSpan request = traces.request("request-1", "POST", "https", headers::get);
        BatchOrigin[] origin = new BatchOrigin[1];
        request.around(() -> {
            try (BatchSpan batch = traces.batch(BATCH, "acme", 2)) {
                origin[0] = batch.within(new BatchOrigin("request-1", "192.0.2.1", null, null));
            }
        });
        request.end("/query/batch", 201);
        return origin[0];
    }

    private static Map<String, String> called(String flags) {
        return Map.of("traceparent", "00-" + TRACE + "-" + CALLER + "-" + flags, "tracestate", "vendor=1");
    }

    private Span only(String name) {
        List<Span> spans = receiver.spans(name);
        assertThat(spans).as(name).hasSize(1);
        return spans.get(0);
    }

    @Test
    void whatOneServerAcceptsAndAnotherRunsIsOneTraceOfTheCallers() {
        BatchOrigin origin;
        try (Traces accepting = traces(1)) {
            origin = submit(accepting, called("01"));
        }
        try (Traces running = traces(1)) {
            QuerySpan query = running.query(origin, "acme", new ScheduleId(BATCH, 2), 3, "FLIGHTS", false);
            query.statement(Instant.ofEpochSecond(7), Instant.ofEpochSecond(8, 9), List.of(), null);
            query.succeeded(41);
        }
        Span request = only("POST /query/batch");
        Span batch = only("batch submit");
        Span query = only("query FLIGHTS");
        Span statement = only("SELECT FLIGHTS");
        assertThat(List.of(request, batch, query, statement))
                .allMatch(span -> span.trace().equals(TRACE));
        assertThat(request.parent()).isEqualTo(CALLER);
        assertThat(batch.parent()).isEqualTo(request.id());
        assertThat(query.parent()).isEqualTo(batch.id());
        assertThat(statement.parent()).isEqualTo(query.id());
        assertThat(List.of(request.kind(), batch.kind(), query.kind(), statement.kind()))
                .containsExactly(2, 4, 5, 3);
        assertThat(query.state()).isEqualTo("vendor=1");
        assertThat(origin.requestId()).isEqualTo("request-1");
        assertThat(origin.traceParent()).isEqualTo("00-" + TRACE + "-" + batch.id() + "-01");
        assertThat(List.of(statement.begin(), statement.end())).containsExactly(7_000_000_000L, 8_000_000_009L);
    }

    @Test
    void spansSayWhatTheyAreOf() {
        try (Traces traces = traces(1)) {
            QuerySpan query =
                    traces.query(submit(traces, Map.of()), "acme", new ScheduleId(BATCH, 2), 3, "FLIGHTS", true);
            query.succeeded(41);
        }
        assertThat(only("POST /query/batch").attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "http.request.method", "POST",
                        "http.route", "/query/batch",
                        "http.response.status_code", "201",
                        "url.scheme", "https",
                        "querybatch.request_id", "request-1"));
        assertThat(only("batch submit").attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "querybatch.batch_id",
                        BATCH.value(),
                        "querybatch.tenant",
                        "acme",
                        "querybatch.query_amount",
                        "2"));
        assertThat(only("query FLIGHTS").attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "querybatch.batch_id", BATCH.value(),
                        "querybatch.schedule_id", BATCH + "_query_2",
                        "querybatch.tenant", "acme",
                        "querybatch.attempt", "3",
                        "querybatch.ds_id", "FLIGHTS",
                        "querybatch.reused", "true",
                        "querybatch.outcome", "success",
                        "querybatch.rows", "41"));
        assertThat(only("query FLIGHTS").resource())
                .containsExactlyInAnyOrderEntriesOf(Map.of("service.name", "reports", "service.instance.id", "node-1"));
        assertThat(receiver.headers())
                .isNotEmpty()
                .allMatch(sent -> sent.get("x-key").equals(List.of("secret"))
                        && sent.get("content-type").equals(List.of("application/x-protobuf")));
    }

    @Test
    void aStatementForManyIsLinkedWithAllAndFailuresSayTheirCode() {
        try (Traces traces = traces(1)) {
            BatchOrigin origin = submit(traces, Map.of());
            QuerySpan lead = traces.query(origin, "acme", new ScheduleId(BATCH, 1), 1, "FLIGHTS", false);
            QuerySpan rider = traces.query(origin, "acme", new ScheduleId(BATCH, 2), 1, "FLIGHTS", false);
            lead.statement(Instant.EPOCH, Instant.EPOCH, List.of(rider), "QUERY_TIMEOUT");
            lead.failed("QUERY_TIMEOUT");
            rider.returned();
        }
        Span statement = only("SELECT FLIGHTS");
        List<Span> queries = receiver.spans("query FLIGHTS");
        assertThat(statement.error()).isTrue();
        assertThat(statement.attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "db.operation.name", "SELECT",
                        "db.collection.name", "FLIGHTS",
                        "querybatch.queries", "2",
                        "error.type", "QUERY_TIMEOUT"));
        assertThat(queries).extracting(Span::error).containsExactly(true, false);
        assertThat(queries.get(0).attributes())
                .containsEntry("querybatch.outcome", "failure")
                .containsEntry("error.type", "QUERY_TIMEOUT");
        assertThat(statement.links()).containsExactly(queries.get(1).id());
        assertThat(queries.get(1).attributes()).containsEntry("querybatch.outcome", "returned");
    }

    @Test
    void aRequestThatFailsIsAnError() {
        try (Traces traces = traces(1)) {
            traces.request("r", "GET", "http", name -> null).end(null, 503);
        }
        assertThat(only("GET").error()).isTrue();
        assertThat(only("GET").attributes()).containsEntry("error.type", "503").doesNotContainKey("http.route");
    }

    @Test
    void theCallerDecidesWhetherHisTraceIsKeptAndTheRatioAboutAllOthers() {
        BatchOrigin unsampled;
        try (Traces traces = traces(0)) {
            submit(traces, called("01"));
            submit(traces, Map.of());
            unsampled = submit(traces, called("00"));
        }
        assertThat(only("batch submit").trace()).isEqualTo(TRACE);
        assertThat(unsampled.traceParent()).startsWith("00-" + TRACE + "-").endsWith("-00");
    }

    @Test
    void whatIsNoTraceparentBeginsATraceOfItsOwn() {
        try (Traces traces = traces(1)) {
            submit(traces, Map.of("traceparent", "00-" + TRACE + "-zz-01\r\nX: y"));
        }
        assertThat(only("POST /query/batch").parent()).isEmpty();
        assertThat(only("batch submit").trace())
                .isNotEqualTo(TRACE)
                .isEqualTo(only("POST /query/batch").trace());
    }

    @Test
    void aCollectorThatIsBusyIsAskedAgain() {
        receiver.refuse(503, 429);
        try (Traces traces = traces(1)) {
            submit(traces, Map.of());
            Poll.until(
                    Duration.ofSeconds(20),
                    "the spans have arrived",
                    () -> receiver.spans().size() == 2);
        }
        assertThat(receiver.headers()).hasSize(3);
    }

    @Test
    void aCollectorThatRefusesIsNotAskedAgainWithTheSame() {
        receiver.refuse(400);
        try (Traces traces = traces(1)) {
            submit(traces, Map.of());
        }
        assertThat(receiver.headers()).hasSize(1);
        assertThat(receiver.spans()).isEmpty();
    }

    @Test
    void whenNobodyWantsSpansTheCallersTraceIsPassedOnAllTheSame() {
        try (Traces traces = Traces.unwanted()) {
            assertThat(submit(traces, called("01")))
                    .isEqualTo(new BatchOrigin(
                            "request-1", "192.0.2.1", "00-" + TRACE + "-" + CALLER + "-01", "vendor=1"));
            assertThat(submit(traces, Map.of())).isEqualTo(new BatchOrigin("request-1", "192.0.2.1", null, null));
            assertThat(traces.areWanted()).isFalse();
        }
        assertThat(receiver.headers()).isEmpty();
    }
}
