package io.querybatch.http;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.logs.LogContext;
import io.querybatch.logs.LogField;
import io.querybatch.security.Caller;
import io.querybatch.security.CurrentCaller;
import io.querybatch.security.MissingScopeException;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Turns whatever is thrown while a request is served into the contract's error. What is not meant for callers is logged. */
@Provider
public class ThrowableMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(ThrowableMapper.class.getName());

    @Context
    private HttpServletRequest request;

    @Inject
    private ProxyTrust proxy;

    @Inject
    private CurrentCaller caller;

    @Inject
    private Event<Refusal> refusals;

    @Override
    public Response toResponse(Throwable thrown) {
        ErrorAnswer answer = logged(thrown);
        if (answer.isRefusal()) {
            refusals.fire(Refusal.of(answer, request, proxy, caller()));
        }
        ErrorRenderer.Rendered rendered = ErrorRenderer.render(answer, request);
        Response.ResponseBuilder response = Response.status(rendered.status()).entity(rendered.body());
        rendered.headers().forEach(response::header);
        return response.build();
    }

    /** Null if nobody knows: too early, or on a thread that serves no request. */
    private Caller caller() {
        try {
            return caller.find().orElse(null);
        } catch (ContextNotActiveException e) {
            return null;
        }
    }

    /** Who waited is answered on another thread than the one that the request came on. */
    private ErrorAnswer logged(Throwable thrown) {
        try (LogContext.Work work = LogContext.within()) {
            work.note(LogField.REQUEST_ID, RequestId.of(request));
            work.note(LogField.CALLER_REQUEST_ID, RequestFilter.foreignId(request));
            return answer(thrown);
        }
    }

    private static ErrorAnswer answer(Throwable thrown) {
        Causes causes = Causes.of(thrown);
        return causes.first(BodyTooLargeException.class)
                .map(e -> ErrorAnswer.of(ErrorCode.CONTENT_TOO_LARGE, e.getMessage()))
                .or(() -> causes.first(BrokenBodyException.class)
                        .map(e -> ErrorAnswer.of(ErrorCode.BAD_REQUEST, e.getMessage())))
                .or(() -> causes.first(ServiceException.class).map(ErrorAnswer::of))
                .or(() -> causes.first(MissingScopeException.class).map(ThrowableMapper::forbidden))
                .or(() -> causes.first(WebApplicationException.class).map(ThrowableMapper::ofStatus))
                .or(() -> causes.storeIsAway().map(ThrowableMapper::storeIsAway))
                .orElseGet(() -> unexpected(thrown));
    }

    private static ErrorAnswer forbidden(MissingScopeException e) {
        return ErrorAnswer.of(ErrorCode.FORBIDDEN, "It needs the scope " + e.scope() + ".")
                .with(HttpHeaders.WWW_AUTHENTICATE, ErrorRenderer.insufficientScope(e.scope()));
    }

    private static ErrorAnswer ofStatus(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status != 503 && (status < 400 || status >= 500)) {
            return unexpected(e);
        }
        ErrorAnswer answer = ErrorAnswer.of(ErrorAnswer.codeFor(status));
        for (String kept : List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER)) {
            String value = e.getResponse().getHeaderString(kept);
            answer = value == null ? answer : answer.with(kept, value);
        }
        return answer;
    }

    private static ErrorAnswer storeIsAway(ServiceException away) {
        LOG.log(Level.WARNING, "the store cannot be reached", away.getCause());
        return ErrorAnswer.of(away);
    }

    private static ErrorAnswer unexpected(Throwable thrown) {
        LOG.log(Level.SEVERE, "unexpected error", thrown);
        return ErrorAnswer.of(ErrorCode.INTERNAL_SERVER_ERROR);
    }
}
