package io.querybatch.quotas;

import io.querybatch.security.CurrentCaller;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says in answers to submissions what is left of the tenant's quotas, beside what is told of its requests
 * (draft-ietf-httpapi-ratelimit-headers).
 */
@Provider
@SpendsQuota
@Priority(Priorities.AUTHORIZATION + 2)
public class QuotaHeaders implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String TENANT = "io.querybatch.quotas.tenant";

    @Context
    private HttpServletResponse servlet;

    @Inject
    private CurrentCaller caller;

    @Inject
    private QuotaGate gate;

    @Inject
    private UseStore use;

    /** Who waited is answered on a thread that knows no caller. */
    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(TENANT, caller.get().tenant());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() < 500
                && request.getProperty(TENANT) instanceof String tenant
                && gate.limitsAny(tenant)) {
            List<QuotaState> limited = gate.states(tenant, use).stream()
                    .filter(QuotaState::isLimited)
                    .toList();
            tell(response, "RateLimit", limited.stream().map(QuotaState::remaining));
            tell(response, "RateLimit-Policy", limited.stream().map(QuotaState::policy));
        }
    }

    /** Behind what is there: errors bring it themselves, in other answers it was put there before. */
    private void tell(ContainerResponseContext response, String header, Stream<String> items) {
        String own = response.getHeaderString(header);
        String before = own == null ? servlet.getHeader(header) : own;
        String all = Stream.concat(Stream.ofNullable(before), items).collect(Collectors.joining(", "));
        if (own == null) {
            servlet.setHeader(header, all);
        } else {
            response.getHeaders().putSingle(header, all);
        }
    }
}
