package io.querybatch.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.querybatch.logs.LogContext;
import io.querybatch.logs.LogField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The place in a trace as others tell it, and as we tell others: {@code traceparent} and {@code tracestate} (W3C). */
final class TraceContext {

    static final String PARENT = "traceparent";
    static final String STATE = "tracestate";

    /** A store and a header should not have to hold whatever a caller thinks of; what is longer may be dropped (W3C, §3.3.1.5). */
    private static final int LONGEST_STATE = 512;

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<UnaryOperator<String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(UnaryOperator<String> carrier) {
            return List.of(PARENT, STATE);
        }

        @Override
        public String get(UnaryOperator<String> carrier, String key) {
            return carrier == null ? null : carrier.apply(key);
        }
    };

    private TraceContext() {}

    /** What is told there; a context without a span if that is nothing, or nonsense. */
    static Context read(UnaryOperator<String> fields) {
        return W3C.extract(Context.root(), fields, GETTER);
    }

    /** How to tell others of a span; empty if it is none. */
    static Map<String, String> write(SpanContext span) {
        Map<String, String> fields = new HashMap<>();
        W3C.inject(Context.root().with(Span.wrap(span)), fields, (carrier, key, value) -> {
            if (carrier != null) {
                carrier.put(key, value);
            }
        });
        String state = fields.get(STATE);
        if (state != null && state.length() > LONGEST_STATE) {
            fields.remove(STATE);
        }
        return fields;
    }

    /** Has lines of the log say which span they belong to. */
    static void note(SpanContext span) {
        if (span.isValid()) {
            LogContext.note(LogField.TRACE_ID, span.getTraceId());
            LogContext.note(LogField.SPAN_ID, span.getSpanId());
        }
    }
}
