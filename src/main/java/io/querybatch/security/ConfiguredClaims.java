package io.querybatch.security;

import io.querybatch.hosts.BuiltIn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Callers by the claims that the settings name (contract A3). */
@ApplicationScoped
@Default
@BuiltIn
class ConfiguredClaims implements ClaimMapper {

    private final SecurityConfig config;

    /** For the container's proxy. */
    ConfiguredClaims() {
        this(null);
    }

    @Inject
    ConfiguredClaims(SecurityConfig config) {
        this.config = config;
    }

    @Override
    public Optional<Caller> caller(JsonObject claims) {
        String subject = text(claims.get("sub"));
        JsonValue named = claims.getOrDefault(config.tenantClaim(), JsonValue.NULL);
        String tenant = named == JsonValue.NULL ? subject : text(named);
        Set<Scope> scopes = Scope.among(scopes(claims));
        return rights(claims).map(rights -> new Caller(tenant, subject, scopes, rights));
    }

    /** The groups of MicroProfile JWT, and {@code scope} as a text with blanks (RFC 8693 §4.2) or as an array. */
    private static Set<String> scopes(JsonObject claims) {
        Set<String> names = new HashSet<>(texts(claims.get("groups")));
        JsonValue scope = claims.get("scope");
        names.addAll(scope instanceof JsonString text ? List.of(text.getString().split(" +", -1)) : texts(scope));
        return names;
    }

    private static List<String> texts(JsonValue claim) {
        return claim instanceof JsonArray array
                ? array.stream()
                        .filter(JsonString.class::isInstance)
                        .map(ConfiguredClaims::text)
                        .toList()
                : List.of();
    }

    private Optional<AccessRights> rights(JsonObject claims) {
        JsonValue claim = claims.get(config.accessClaim());
        if (claim == null) {
            return Optional.of(config.accessRequired() ? AccessRights.nothing() : AccessRights.everything());
        }
        try {
            return Optional.of(
                    claim instanceof JsonObject object
                            ? AccessRights.of(object)
                            : AccessRights.fromJson(requireObject(text(claim))));
        } catch (RuntimeException e) {
            // Rights that cannot be read must not become all rights.
            return Optional.empty();
        }
    }

    private static String requireObject(String json) {
        if (json == null || !json.strip().startsWith("{")) {
            throw new IllegalArgumentException("not an object");
        }
        return json;
    }

    /** Of a text or a number; null of anything else, and of nothing. */
    private static String text(JsonValue claim) {
        return claim instanceof JsonString text
                ? text.getString()
                : claim instanceof JsonNumber number ? number.toString() : null;
    }
}
