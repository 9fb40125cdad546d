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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

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
    public Optional<Caller> caller(JsonWebToken token) {
        Object claim = token.getClaim(config.tenantClaim());
        boolean absent = claim == null || claim == JsonValue.NULL;
        if (!absent && !isSimple(claim)) {
            return Optional.empty();
        }
        String tenant = absent ? token.getSubject() : text(claim);
        Set<Scope> scopes = Scope.among(scopes(token));
        return rights(token).map(rights -> new Caller(tenant, token.getSubject(), scopes, rights));
    }

    private static Set<String> scopes(JsonWebToken token) {
        Set<String> names = new HashSet<>();
        Set<String> groups = token.getGroups();
        if (groups != null) {
            names.addAll(groups);
        }
        Object scope = token.getClaim("scope");
        if (scope instanceof JsonArray array) {
            array.getValuesAs(ConfiguredClaims::text).forEach(names::add);
        } else if (scope instanceof Collection<?> collection) {
            collection.forEach(name -> names.add(text(name)));
        } else if (scope != null) {
            names.addAll(List.of(text(scope).split(" +")));
        }
        return names;
    }

    private Optional<AccessRights> rights(JsonWebToken token) {
        Object claim = token.getClaim(config.accessClaim());
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
        if (!json.strip().startsWith("{")) {
            throw new IllegalArgumentException("not an object");
        }
        return json;
    }

    private static boolean isSimple(Object claim) {
        return claim instanceof String
                || claim instanceof JsonString
                || claim instanceof Number
                || claim instanceof JsonNumber;
    }

    private static String text(Object claim) {
        return claim instanceof JsonString json ? json.getString() : String.valueOf(claim);
    }
}
