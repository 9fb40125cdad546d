package io.querybatch.apikeys;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;

/**
 * Puts {@link KeysFirstInterceptor} before the server's mechanism for tokens, where it is a class that CDI makes: on WildFly. No
 * decorator, which Open Liberty would take for a mechanism of our own beside its.
 */
public class KeysFirstExtension implements Extension {

    <T extends HttpAuthenticationMechanism> void intercept(@Observes ProcessAnnotatedType<T> mechanism) {
        mechanism.configureAnnotatedType().add(KeysFirst.Literal.INSTANCE);
    }
}
