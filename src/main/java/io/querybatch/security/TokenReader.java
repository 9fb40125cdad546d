package io.querybatch.security;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Makes a caller of a token that the container has verified, and checks what the container does not (RFC 8725). Who the caller is,
 * the mapper says.
 */
final class TokenReader {

    private final SecurityConfig config;
    private final Clock clock;
    private final ClaimMapper claims;

    TokenReader(SecurityConfig config, Clock clock, ClaimMapper claims) {
        this.config = config;
        this.clock = clock;
        this.claims = claims;
    }

    /**
     * Reads a token.
     *
     * @throws ServiceException UNAUTHORIZED if it must not be accepted; why is not told (RFC 6750 §3.1)
     */
    Caller read(JsonWebToken token) {
        return claims.caller(sound(token.getRawToken()).claims())
                .filter(caller -> Names.canBe(caller.tenant()) && Names.canBe(caller.subject()))
                .orElseThrow(TokenReader::unacceptable);
    }

    /** Payara does not look at {@code nbf}, and lets tokens be issued tomorrow; WildFly does not look at {@code typ}. */
    private RawToken sound(String raw) {
        Instant latest = clock.instant().plus(config.clockSkew());
        RawToken token;
        try {
            token = RawToken.of(raw);
        } catch (IllegalArgumentException e) {
            throw unacceptable();
        }
        if (!token.isToken() || token.isExtended() || token.isLater("nbf", latest) || token.isLater("iat", latest)) {
            throw unacceptable();
        }
        return token;
    }

    private static ServiceException unacceptable() {
        return ServiceException.of(ErrorCode.UNAUTHORIZED);
    }
}
