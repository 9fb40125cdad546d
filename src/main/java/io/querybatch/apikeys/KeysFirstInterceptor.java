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

/**
 * Lets holders of keys in on WildFly, whose mechanism for tokens refuses what is none without asking any identity store. Elsewhere
 * {@link ApiKeyIdentityStore} does it, or {@code AuthorizationFilter}.
 */
@KeysFirst
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class KeysFirstInterceptor {

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
        return PresentedKeys.isKey(header) ? ofKey(header, context) : call.proceed();
    }

    private AuthenticationStatus ofKey(String header, HttpMessageContext context) {
        Optional<Caller> holder = keys.holder(header);
        return holder.isPresent()
                ? context.notifyContainerAboutLogin(new KnownCaller(holder.get()), Set.of())
                : context.responseUnauthorized();
    }
}
