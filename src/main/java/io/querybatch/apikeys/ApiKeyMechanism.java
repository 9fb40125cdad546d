package io.querybatch.apikeys;

import io.querybatch.security.Caller;
import io.querybatch.security.KnownCaller;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets holders of keys in on WildFly, whose mechanism for tokens refuses what is none without asking any identity store.
 * Where the server's mechanism cannot be decorated, {@link ApiKeyIdentityStore} does it.
 */
@Decorator
@Priority(Interceptor.Priority.APPLICATION)
public abstract class ApiKeyMechanism implements HttpAuthenticationMechanism {

    private static final Logger LOG = Logger.getLogger(ApiKeyMechanism.class.getName());

    @Inject
    @Delegate
    @Any
    private HttpAuthenticationMechanism tokens;

    @Inject
    private PresentedKeys keys;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (!PresentedKeys.isKey(header)) {
            return ofToken(request, response, context);
        }
        Optional<Caller> holder = keys.holder(header);
        return holder.isPresent()
                ? context.notifyContainerAboutLogin(new KnownCaller(holder.get()), Set.of())
                : context.responseUnauthorized();
    }

    /** A token that the server stumbles over, as WildFly does over one with an empty subject, is none. */
    private AuthenticationStatus ofToken(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        try {
            return tokens.validateRequest(request, response, context);
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "a token that the server cannot handle", e);
            return context.responseUnauthorized();
        }
    }
}
