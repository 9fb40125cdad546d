package io.querybatch.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.querybatch.query.BatchOrigin;
import java.util.Map;

/** A batch while it is accepted. All attempts at its queries are children of this, however long after. */
public final class BatchSpan implements AutoCloseable {

    private final Span span;

    BatchSpan(Span span) {
        this.span = span;
    }

    /** The same origin, in this trace. */
    public BatchOrigin within(BatchOrigin origin) {
        Map<String, String> told = TraceContext.write(span.getSpanContext());
        return origin.within(told.get(TraceContext.PARENT), told.get(TraceContext.STATE));
    }

    /** It was not accepted. */
    public void refused() {
        span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void close() {
        span.end();
    }
}
