package io.querybatch.apikeys;

import io.querybatch.security.Caller;
import io.querybatch.security.KnownCaller;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets holders of keys in on WildFly, whose mechanism for tokens refuses what is none without asking any identity store. Elsewhere
 * {@link ApiKeyIdentityStore} does it, or {@code AuthorizationFilter}.
 */
@KeysFirst
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class KeysFirstInterceptor {

    private static final Logger LOG = Logger.getLogger(KeysFirstInterceptor.class.getName());

    @Inject
    private PresentedKeys keys;

    @AroundInvoke
    Object validate(InvocationContext call) throws Exception {
        Object[] given = call.getParameters();
        if (!call.getMethod().getName().equals("validateRequest")
                || !(given[given.length - 1] instanceof HttpMessageContext context)) {
            return call.proceed();
        }
        String header = context.getRequest().getHeader(HttpHeaders.AUTHORIZATION);
        return PresentedKeys.isKey(header) ? ofKey(header, context) : ofToken(call, context);
    }

    private AuthenticationStatus ofKey(String header, HttpMessageContext context) {
        Optional<Caller> holder = keys.holder(header);
        return holder.isPresent()
                ? context.notifyContainerAboutLogin(new KnownCaller(holder.get()), Set.of())
                : context.responseUnauthorized();
    }

    /** A token that the server stumbles over, as WildFly does over one with an empty subject, is none. */
    private static Object ofToken(InvocationContext call, HttpMessageContext context) throws Exception {
        try {
            return call.proceed();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "a token that the server cannot handle", e);
            return context.responseUnauthorized();
        }
    }
}
