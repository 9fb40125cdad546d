package io.querybatch.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchOrigin;
import io.querybatch.query.ScheduleId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;

/** Begins the spans of this server. When nobody wants them they cost nothing, and the caller's trace is passed on all the same. */
public final class Traces implements AutoCloseable {

    private static final String SCOPE = "io.querybatch";

    private final Tracer tracer;
    private final Clock clock;
    private final boolean wanted;
    private final Runnable close;

    /**
     * Spans for somebody.
     *
     * @param provider takes them
     * @param clock times statements
     * @param close sends what was not sent yet
     */
    public Traces(TracerProvider provider, Clock clock, Runnable close) {
        this(provider.get(SCOPE), clock, true, close);
    }

    private Traces(Tracer tracer, Clock clock, boolean wanted, Runnable close) {
        this.tracer = tracer;
        this.clock = clock;
        this.wanted = wanted;
        this.close = close;
    }

    /** Spans for nobody. */
    public static Traces unwanted() {
        return new Traces(TracerProvider.noop().get(SCOPE), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), false, () -> {});
    }

    /**
     * A request begins.
     *
     * @param headers gives the value of a header, or null
     */
    public RequestSpan request(String requestId, String method, String scheme, UnaryOperator<String> headers) {
        Context parent = TraceContext.read(headers);
        Span span = tracer.spanBuilder(method)
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(Names.METHOD, method)
                .setAttribute(Names.SCHEME, scheme)
                .setAttribute(Names.REQUEST, requestId)
                .startSpan();
        return new RequestSpan(span, method);
    }

    /** A batch is accepted, within the request that the present thread serves. */
    public BatchSpan batch(BatchId batch, String tenant, int queries) {
        return new BatchSpan(tracer.spanBuilder("batch submit")
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute(Names.BATCH, batch.value())
                .setAttribute(Names.TENANT, tenant)
                .setAttribute(Names.AMOUNT, (long) queries)
                .startSpan());
    }

    /**
     * An attempt at a query begins.
     *
     * @param origin of its batch
     * @param attempt number of the attempt, from 1
     * @param reused whether the source need not be asked
     */
    public QuerySpan query(
            BatchOrigin origin, String tenant, ScheduleId query, int attempt, String dataSource, boolean reused) {
        Span span = tracer.spanBuilder("query " + dataSource)
                .setParent(parent(origin))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(Names.QUERY, query.toString())
                .setAttribute(Names.BATCH, query.batch().value())
                .setAttribute(Names.TENANT, tenant)
                .setAttribute(Names.ATTEMPT, (long) attempt)
                .setAttribute(Names.SOURCE, dataSource)
                .setAttribute(Names.REUSED, reused)
                .startSpan();
        return new QuerySpan(span, tracer, clock, dataSource);
    }

    private static Context parent(BatchOrigin origin) {
        return TraceContext.read(name -> name.equals(TraceContext.PARENT) ? origin.traceParent() : origin.traceState());
    }

    /** Whether spans are for anybody. */
    public boolean areWanted() {
        return wanted;
    }

    @Override
    public void close() {
        close.run();
    }
}
