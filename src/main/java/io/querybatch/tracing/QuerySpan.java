package io.querybatch.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;

/** An attempt at a query, up to its outcome; with the statements that were run for it. */
public final class QuerySpan {

    private final Span span;
    private final Tracer tracer;
    private final Clock clock;
    private final String dataSource;

    QuerySpan(Span span, Tracer tracer, Clock clock, String dataSource) {
        this.span = span;
        this.tracer = tracer;
        this.clock = clock;
        this.dataSource = dataSource;
    }

    /** Has lines of the log say that they belong to this attempt. */
    public void note() {
        TraceContext.note(span.getSpanContext());
    }

    /** The time by which statements are told. */
    public Instant now() {
        return clock.instant();
    }

    /**
     * A statement was run.
     *
     * @param shared other attempts that it answers too
     * @param error the code of the error that it came to, or null
     */
    public void statement(Instant begun, Instant ended, Collection<QuerySpan> shared, String error) {
        SpanBuilder builder = tracer.spanBuilder("SELECT " + dataSource)
                .setParent(Context.root().with(span))
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(begun)
                .setAttribute(Names.OPERATION, "SELECT")
                .setAttribute(Names.COLLECTION, dataSource)
                .setAttribute(Names.QUERIES, 1L + shared.size());
        shared.forEach(other -> builder.addLink(other.span.getSpanContext()));
        Span statement = builder.startSpan();
        if (error != null) {
            statement.setStatus(StatusCode.ERROR);
            statement.setAttribute(Names.ERROR, error);
        }
        statement.end(ended);
    }

    /** It ended well. */
    public void succeeded(long rows) {
        span.setAttribute(Names.OUTCOME, "success").setAttribute(Names.ROWS, rows);
        span.end();
    }

    /**
     * It failed.
     *
     * @param code a code of the contract
     */
    public void failed(String code) {
        span.setAttribute(Names.OUTCOME, "failure").setAttribute(Names.ERROR, code);
        span.setStatus(StatusCode.ERROR);
        span.end();
    }

    /** It came to nothing, and nobody is to blame: the query waits again. */
    public void returned() {
        span.setAttribute(Names.OUTCOME, "returned");
        span.end();
    }
}
