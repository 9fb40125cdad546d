package io.querybatch.http;

import io.querybatch.errors.ErrorCode;
import io.querybatch.limits.Allowance;
import io.querybatch.limits.RequestGate;
import io.querybatch.logs.LogContext;
import io.querybatch.logs.LogField;
import io.querybatch.tracing.Traces;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The first of ours to see a request: gives it an id, guards its size, and tells requests of the API from those of the console.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class RequestFilter extends HttpFilter {

    /** Request attribute: the prefix the caller used. */
    static final String PREFIX = "io.querybatch.prefix";

    private static final long serialVersionUID = 1;
    private static final Set<String> SERVER_TOO = Set.of(OpenApiServlet.PATH, Prefix.METRICS);
    private static final Pattern FOREIGN_ID = Pattern.compile("[A-Za-z0-9._:/+=-]{1,64}");

    @Inject
    private transient HttpLimits limits;

    @Inject
    private transient ProxyTrust proxy;

    @Inject
    private transient Traces traces;

    @Inject
    private transient RequestGate gate;

    @Inject
    private transient EndedConnections ended;

    private final transient Admission admission =
            Admission.ofHeap(Runtime.getRuntime().maxMemory());

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String id = RequestId.of(request);
        try (LogContext.Work work = LogContext.begin()) {
            work.note(LogField.REQUEST_ID, id);
            work.note(LogField.CALLER_REQUEST_ID, foreignId(request));
            response.setHeader("X-Request-Id", id);
            BrowserPolicy.ofData(response);
            CurrentRequest.begin(CurrentRequest.of(request, proxy));
            if (ended.isBehind(request) || Framing.isDoubtful(request)) {
                refuse(request, response);
            } else {
                admit(request, response, chain);
            }
        } finally {
            CurrentRequest.end();
        }
    }

    /** The caller's own id is never ours, only written down beside it; what is no id is not. */
    static String foreignId(HttpServletRequest request) {
        String foreign = request.getHeader("X-Request-Id");
        return foreign != null && FOREIGN_ID.matcher(foreign).matches() ? foreign : null;
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ended.end(request);
        ErrorRenderer.send(
                ErrorAnswer.of(
                                ErrorCode.BAD_REQUEST,
                                "It is not clear where the request ends, or for which host it is.")
                        .with("Connection", "close"),
                request,
                response);
    }

    private void admit(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (Framing.endsConnection(request)) {
            ended.end(request);
            response.setHeader("Connection", "close");
        }
        if (request.getMethod().equals("TRACE")) {
            ErrorRenderer.send(
                    ErrorAnswer.of(ErrorCode.METHOD_NOT_ALLOWED)
                            .with("Allow", "GET, HEAD, POST, PATCH, DELETE, OPTIONS"),
                    request,
                    response);
        } else if (request.getContentLengthLong() > limits.bodyBytes()) {
            // The rest of the body is not worth reading.
            ErrorRenderer.send(
                    ErrorAnswer.of(
                                    ErrorCode.CONTENT_TOO_LARGE,
                                    new BodyTooLargeException(limits.bodyBytes()).getMessage())
                            .with("Connection", "close"),
                    request,
                    response);
        } else {
            try (Admission.Share share = admission.share()) {
                route(new LimitedRequest(request, limits.bodyBytes(), share), response, chain);
            }
        }
    }

    private void route(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        Optional<String> prefix = Prefix.of(path);
        if (!Prefix.isPlain(path) || isOfServer(request)) {
            ErrorRenderer.send(ErrorAnswer.of(ErrorCode.NOT_FOUND), request, response);
        } else if (prefix.isPresent()) {
            request.setAttribute(PREFIX, prefix.get());
            serve(request, response, chain);
        } else if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            BrowserPolicy.ofConsole(response);
            chain.doFilter(request, response);
        } else {
            // The container would answer a POST to a static file with the file.
            ErrorRenderer.send(
                    ErrorAnswer.of(ErrorCode.METHOD_NOT_ALLOWED).with("Allow", "GET, HEAD"), request, response);
        }
    }

    /** Whoever sends it: tokens are looked at behind this. */
    private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Cache-Control", "no-store");
        // Open Liberty challenges whoever comes with an API key, and lets him through all the same.
        response.setHeader("WWW-Authenticate", null);
        Allowance allowance = gate.fromAddress(ClientAddress.of(request, proxy));
        RateHeaders.tell(allowance, request, response);
        if (!allowance.granted()) {
            ErrorRenderer.send(
                    ErrorAnswer.of(ErrorCode.TOO_MANY_REQUESTS, "Too many requests come from this address.")
                            .with("Retry-After", RateHeaders.retryAfter(allowance)),
                    request,
                    response);
            return;
        }
        TenantPlace place = TenantPlace.before(request, gate);
        try {
            TracedRequest.serve(traces, request, response, () -> chain.doFilter(request, response));
        } finally {
            place.giveBack();
        }
    }

    /** Payara has servlets of its own one slash behind ours: figures of the server, and a description of an API without endpoints. */
    private static boolean isOfServer(HttpServletRequest request) {
        return SERVER_TOO.contains(request.getServletPath()) && request.getPathInfo() != null;
    }
}
