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

/** Lets no tenant ask more than it may; who it is has been found out by then. */
@Provider
@Priority(Priorities.AUTHORIZATION + 1)
public class TenantRateFilter implements ContainerRequestFilter {

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
        Allowance allowance = gate.ofTenant(caller.get().tenant());
        RateHeaders.tell(allowance, request, response);
        if (!allowance.granted()) {
            throw ServiceException.tooManyRequests(
                    "The tenant has asked more than it may in this time.", allowance.pause());
        }
    }
}
