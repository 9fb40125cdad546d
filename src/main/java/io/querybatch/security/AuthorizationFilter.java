package io.querybatch.security;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.logs.LogContext;
import io.querybatch.logs.LogField;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.security.Principal;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Lets nobody in without leave: every resource method needs {@link RequiresScope}, and every caller a token or a key with it. Our
 * own filter because servers differ in what they enforce of {@code @RolesAllowed} on JAX-RS.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class AuthorizationFilter implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;

    @Inject
    private SecurityConfig config;

    @Inject
    private Clock clock;

    @Inject
    private CurrentCaller current;

    @Inject
    private KeyHolders keys;

    @Inject
    private ClaimMapper claims;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getHeaders()
                        .getOrDefault(HttpHeaders.AUTHORIZATION, List.of())
                        .size()
                > 1) {
            // The server takes the first; a proxy that looks at tokens may have looked at another.
            throw ServiceException.of(ErrorCode.UNAUTHORIZED);
        }
        Caller caller = caller(request);
        LogContext.note(LogField.TENANT, caller.tenant());
        current.set(caller);
        if (request.getMethod().equals(HttpMethod.OPTIONS)) {
            // Answered by JAX-RS itself with the methods there are: no secret among those who have a token.
            return;
        }
        RequiresScope required = required();
        if (required == null) {
            throw ServiceException.of(ErrorCode.FORBIDDEN);
        }
        boolean allowed =
                required.value().length == 0 || Arrays.stream(required.value()).anyMatch(caller.scopes()::contains);
        if (!allowed) {
            throw new MissingScopeException(required.value()[0]);
        }
    }

    private Caller caller(ContainerRequestContext request) {
        Principal principal = request.getSecurityContext().getUserPrincipal();
        if (principal instanceof KnownCaller known) {
            return known.caller();
        }
        if (principal instanceof JsonWebToken token) {
            return new TokenReader(config, clock, claims).read(token);
        }
        // Where the server lets through whom it does not know, Open Liberty, a key is looked at only now.
        return keys.holder(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .orElseThrow(() -> ServiceException.of(ErrorCode.UNAUTHORIZED));
    }

    /** The method's own word, else its class's; null if neither says anything. */
    private RequiresScope required() {
        Method method = resource.getResourceMethod();
        RequiresScope onMethod = method == null ? null : method.getAnnotation(RequiresScope.class);
        Class<?> type = resource.getResourceClass();
        return onMethod != null || type == null ? onMethod : type.getAnnotation(RequiresScope.class);
    }
}
