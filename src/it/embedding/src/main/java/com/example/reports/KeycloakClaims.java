package com.example.reports;

import io.querybatch.security.AccessRights;
import io.querybatch.security.Caller;
import io.querybatch.security.ClaimMapper;
import io.querybatch.security.Scope;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.interceptor.Interceptor;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Callers as Keycloak names them: the realm is the tenant, {@code preferred_username} the subject. Of the roles of the realm, {@code reporter} may
 * run queries, and {@code zones:Europe} may see that region.
 */
@ApplicationScoped
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
public class KeycloakClaims implements ClaimMapper {

    private static final String REALMS = "/realms/";
    private static final String REGION = "zones:";

    @Override
    public Optional<Caller> caller(JsonObject claims) {
        String issuer = claims.getString("iss", "");
        if (!issuer.contains(REALMS)) {
            return Optional.empty();
        }
        String realm = issuer.substring(issuer.lastIndexOf(REALMS) + REALMS.length());
        List<String> roles = roles(claims.get("realm_access"));
        return Optional.of(
                new Caller(realm, claims.getString("preferred_username", null), scopes(roles), rights(roles)));
    }

    private static List<String> roles(JsonValue realmAccess) {
        if (realmAccess instanceof JsonObject object && object.get("roles") instanceof JsonArray roles) {
            return roles.getValuesAs(JsonString.class).stream()
                    .map(JsonString::getString)
                    .toList();
        }
        return List.of();
    }

    private static Set<Scope> scopes(List<String> roles) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        if (roles.contains("reporter")) {
            scopes.add(Scope.DS_QUERIES_RUN);
        }
        return scopes;
    }

    private static AccessRights rights(List<String> roles) {
        JsonArrayBuilder regions = Json.createArrayBuilder();
        roles.stream()
                .filter(role -> role.startsWith(REGION))
                .map(role -> role.substring(REGION.length()))
                .forEach(regions::add);
        return AccessRights.of(Json.createObjectBuilder().add("ZONES", regions).build());
    }
}
