package io.querybatch.apikeys;

import io.querybatch.security.Caller;
import io.querybatch.security.KeyHolders;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Keys as callers send them: as bearer tokens (RFC 6750 §2.1), which their prefix tells from real ones. */
@ApplicationScoped
public class PresentedKeys implements KeyHolders {

    private static final String BEARER = "Bearer ";

    @Inject
    private ApiKeys keys;

    /** Whether a header {@code Authorization}, or null, has a key and no token. */
    static boolean isKey(String authorization) {
        return authorization != null && authorization.startsWith(BEARER + KeyText.PREFIX);
    }

    @Override
    public Optional<Caller> holder(String authorization) {
        return isKey(authorization) ? keys.holder(authorization.substring(BEARER.length())) : Optional.empty();
    }
}
