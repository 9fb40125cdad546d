package io.querybatch.http;

import io.querybatch.errors.ServiceException;
import io.querybatch.limits.Allowance;
import io.querybatch.limits.RequestGate;
import io.querybatch.security.CurrentCaller;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;

/** Lets no tenant ask more than it may, nor too much at once; who it is has been found out by then. */
@Provider
@Priority(Priorities.AUTHORIZATION + 1)
public class TenantLimitFilter implements ContainerRequestFilter {

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @Inject
    private RequestGate gate;

    @Inject
    private CurrentCaller caller;

    @Override
    public void filter(ContainerRequestContext context) {
        String tenant = caller.get().tenant();
        Allowance allowance = gate.ofTenant(tenant);
        RateHeaders.tell(allowance, request, response);
        if (!allowance.granted()) {
            throw ServiceException.tooManyRequests(
                    "The tenant has asked more than it may in this time.", allowance.pause());
        }
        if (!TenantPlace.of(request).take(tenant)) {
            throw ServiceException.tooManyRequests(
                    "Too many requests of the tenant are being answered at the same time.", A_MOMENT);
        }
    }
}
