package io.querybatch.http;

import io.querybatch.errors.ErrorCode;
import io.querybatch.limits.RequestGate;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The error page of the whole application (web.xml): what the container refuses before anything of ours is reached. */
@WebServlet("/__error")
public class ErrorServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    private transient ProxyTrust proxy;

    @Inject
    private transient Event<Refusal> refusals;

    @Inject
    private transient RequestGate gate;

    @Inject
    private transient EndedConnections ended;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() != DispatcherType.ERROR) {
            ErrorRenderer.send(ErrorAnswer.of(ErrorCode.NOT_FOUND), request, response);
            return;
        }
        if (Framing.endsConnection(request)) {
            ended.end(request);
        }
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        ErrorCode code = ErrorAnswer.codeFor(status instanceof Integer number ? number : 500);
        ErrorAnswer answer = ErrorAnswer.of(code);
        if (RateHeaders.of(request).isEmpty()) {
            // Of a token that is no good the container knows before anything of ours does.
            RateHeaders.tell(gate.fromAddress(ClientAddress.of(request, proxy)), request, response);
        }
        if (answer.isRefusal()) {
            refusals.fire(Refusal.of(answer, request, proxy, null));
        }
        ErrorRenderer.send(
                code == ErrorCode.METHOD_NOT_ALLOWED ? answer.with("Allow", "GET, HEAD") : answer, request, response);
    }
}
