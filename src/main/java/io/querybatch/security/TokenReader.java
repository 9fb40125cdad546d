package io.querybatch.security;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Makes a caller of a token that the container has verified, and checks what the container does not (RFC 8725). */
final class TokenReader {

    private static final int MAX_NAME = 255;

    private final SecurityConfig config;
    private final Clock clock;

    TokenReader(SecurityConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * Reads a token.
     *
     * @throws ServiceException UNAUTHORIZED if it must not be accepted; why is not told (RFC 6750 §3.1)
     */
    Caller read(JsonWebToken token) {
        requireSound(token.getRawToken());
        String subject = name(token.getSubject());
        Object tenantClaim = token.getClaim(config.tenantClaim());
        boolean absent = tenantClaim == null || tenantClaim == JsonValue.NULL;
        String tenant = absent ? subject : name(simple(tenantClaim));
        return new Caller(tenant, subject, Scope.among(scopes(token)), rights(token));
    }

    /** Payara does not look at {@code nbf}, and lets tokens be issued tomorrow; WildFly does not look at {@code typ}. */
    private void requireSound(String raw) {
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
    }

    private static Set<String> scopes(JsonWebToken token) {
        Set<String> names = new HashSet<>();
        Set<String> groups = token.getGroups();
        if (groups != null) {
            names.addAll(groups);
        }
        Object scope = token.getClaim("scope");
        if (scope instanceof JsonArray array) {
            array.getValuesAs(TokenReader::text).forEach(names::add);
        } else if (scope instanceof Collection<?> collection) {
            collection.forEach(name -> names.add(text(name)));
        } else if (scope != null) {
            names.addAll(List.of(text(scope).split(" +")));
        }
        return names;
    }

    private AccessRights rights(JsonWebToken token) {
        Object claim = token.getClaim(config.accessClaim());
        if (claim == null) {
            return config.accessRequired() ? AccessRights.nothing() : AccessRights.everything();
        }
        try {
            return claim instanceof JsonObject object
                    ? AccessRights.of(object)
                    : AccessRights.fromJson(requireObject(text(claim)));
        } catch (RuntimeException e) {
            // Rights that cannot be read must not become all rights.
            throw unacceptable();
        }
    }

    private static String requireObject(String json) {
        if (!json.strip().startsWith("{")) {
            throw new IllegalArgumentException("not an object");
        }
        return json;
    }

    private static String simple(Object claim) {
        if (claim instanceof String
                || claim instanceof JsonString
                || claim instanceof Number
                || claim instanceof JsonNumber) {
            return text(claim);
        }
        throw unacceptable();
    }

    private static String text(Object claim) {
        return claim instanceof JsonString json ? json.getString() : String.valueOf(claim);
    }

    private static String name(String text) {
        if (text == null || text.length() > MAX_NAME || !Names.isName(text)) {
            throw unacceptable();
        }
        return text;
    }

    private static ServiceException unacceptable() {
        return ServiceException.of(ErrorCode.UNAUTHORIZED);
    }
}
