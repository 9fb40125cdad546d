package io.querybatch.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;

/** A request, up to the end of its answer. */
public final class RequestSpan {

    private final Span span;
    private final String method;

    RequestSpan(Span span, String method) {
        this.span = span;
        this.method = method;
    }

    /** Something that is done within the request. */
    public interface Step<A extends Exception, B extends Exception> {
        void take() throws A, B;
    }

    /** Has the present thread do something within the request. */
    public <A extends Exception, B extends Exception> void around(Step<A, B> step) throws A, B {
        TraceContext.note(span.getSpanContext());
        Scope scope = span.makeCurrent();
        try {
            step.take();
        } finally {
            scope.close();
        }
    }

    /**
     * The answer is complete.
     *
     * @param route the path with the names of its parameters, or null if it leads nowhere
     * @param status the status of the answer
     */
    public void end(String route, int status) {
        if (route != null) {
            span.updateName(method + " " + route);
            span.setAttribute(Names.ROUTE, route);
        }
        span.setAttribute(Names.STATUS, (long) status);
        if (status >= 500) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute(Names.ERROR, String.valueOf(status));
        }
        span.end();
    }
}
