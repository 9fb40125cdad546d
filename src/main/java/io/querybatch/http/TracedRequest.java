package io.querybatch.http;

import io.querybatch.tracing.RequestSpan;
import io.querybatch.tracing.Traces;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request of the API within its span, which ends with the answer: for those who wait that is on another thread, later. */
public final class TracedRequest implements AsyncListener {

    /** Property of requests and attribute of theirs: the path with the names of its parameters, once it is known. */
    public static final String ROUTE = "io.querybatch.route";

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final RequestSpan span;
    private final AtomicBoolean ended = new AtomicBoolean();

    private TracedRequest(HttpServletRequest request, HttpServletResponse response, RequestSpan span) {
        this.request = request;
        this.response = response;
        this.span = span;
    }

    static void serve(
            Traces traces,
            HttpServletRequest request,
            HttpServletResponse response,
            RequestSpan.Step<IOException, ServletException> serving)
            throws IOException, ServletException {
        RequestSpan span = traces.request(
                RequestId.of(request), request.getMethod(), request.getScheme(), request::getHeader);
        TracedRequest traced = new TracedRequest(request, response, span);
        try {
            span.around(serving);
        } finally {
            traced.endNowOrLater();
        }
    }

    private void endNowOrLater() {
        if (request.isAsyncStarted()) {
            try {
                request.getAsyncContext().addListener(this);
                return;
            } catch (IllegalStateException e) {
                // It was answered in this very moment.
            }
        }
        end();
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            span.end(request.getAttribute(ROUTE) instanceof String route ? route : null, response.getStatus());
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // The answer to that completes it.
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
