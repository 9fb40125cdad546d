package io.querybatch.apikeys;

import io.querybatch.security.KnownCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;

/**
 * Lets holders of keys in where tokens come in. Payara takes what follows {@code Bearer} for a token and shows it to its
 * identity stores (Jakarta Security §3.2); what it makes of that is its own type, so the request is read instead.
 */
@ApplicationScoped
public class ApiKeyIdentityStore implements IdentityStore {

    @Inject
    private PresentedKeys keys;

    @Inject
    private HttpServletRequest request;

    @Override
    public CredentialValidationResult validate(Credential credential) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (!PresentedKeys.isKey(header)) {
            return CredentialValidationResult.NOT_VALIDATED_RESULT;
        }
        return keys.holder(header)
                .map(holder -> new CredentialValidationResult(new KnownCaller(holder), Set.of()))
                .orElse(CredentialValidationResult.INVALID_RESULT);
    }

    /** Before tokens are read: a key is none. */
    @Override
    public int priority() {
        return 1;
    }
}
