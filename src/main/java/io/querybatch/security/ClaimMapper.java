package io.querybatch.security;

import io.querybatch.hosts.ForHosts;
import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * Says who a caller is, by the claims of his token. A host application replaces it by a CDI bean that is an
 * {@link jakarta.enterprise.inject.Alternative} with a {@link jakarta.annotation.Priority}.
 *
 * <p>Only of tokens that are sound: the server has verified signature, issuer, audience and expiry, and Querybatch {@code typ},
 * {@code crit}, {@code nbf} and {@code iat}. No mapper can do without that. Callers with API keys have no token.
 */
@ForHosts(since = "0.1")
public interface ClaimMapper {

    /**
     * The caller. Called with every request, by many threads at once. Anything that is thrown keeps the caller out, as an
     * unexpected error.
     *
     * @param claims as they were sent: what servers make of them differs
     * @return empty if no such token is accepted; so it is if tenant or subject is blank, has more than 255 characters or
     *     characters that nobody sees
     */
    Optional<Caller> caller(JsonObject claims);
}
