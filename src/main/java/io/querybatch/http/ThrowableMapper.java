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
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Turns whatever is thrown while a request is served into the contract's error. What is not meant for callers is logged. */
@Provider
public class ThrowableMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(ThrowableMapper.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final int MAX_CAUSES = 20;

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
        List<Throwable> causes = causes(thrown);
        return first(causes, BodyTooLargeException.class)
                .map(e -> ErrorAnswer.of(ErrorCode.CONTENT_TOO_LARGE, e.getMessage()))
                .or(() -> first(causes, BrokenBodyException.class)
                        .map(e -> ErrorAnswer.of(ErrorCode.BAD_REQUEST, e.getMessage())))
                .or(() -> first(causes, ServiceException.class).map(ErrorAnswer::of))
                .or(() -> first(causes, MissingScopeException.class).map(ThrowableMapper::forbidden))
                .or(() -> first(causes, WebApplicationException.class).map(ThrowableMapper::ofStatus))
                .or(() -> causes.stream()
                        .filter(ThrowableMapper::meansStoreIsAway)
                        .findFirst()
                        .map(e -> storeIsAway(thrown)))
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

    /** Connection refused, lost or not to be had: SQL state class 08, 57P (server going away), or a pool's own error. */
    private static boolean meansStoreIsAway(Throwable e) {
        if (e instanceof SQLNonTransientConnectionException || e instanceof SQLTransientException) {
            return true;
        }
        String state = e instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
        return state.startsWith("08")
                || state.startsWith("57P")
                || e.getClass().getName().contains("PoolingException");
    }

    private static ErrorAnswer storeIsAway(Throwable thrown) {
        LOG.log(Level.WARNING, "the store cannot be reached", thrown);
        return ErrorAnswer.of(ServiceException.unavailable("The store cannot be reached.", RETRY, thrown));
    }

    private static ErrorAnswer unexpected(Throwable thrown) {
        LOG.log(Level.SEVERE, "unexpected error", thrown);
        return ErrorAnswer.of(ErrorCode.INTERNAL_SERVER_ERROR);
    }

    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable e = thrown; e != null && causes.size() < MAX_CAUSES; e = e.getCause()) {
            causes.add(e);
        }
        return causes;
    }

    private static <T extends Throwable> Optional<T> first(List<Throwable> causes, Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
