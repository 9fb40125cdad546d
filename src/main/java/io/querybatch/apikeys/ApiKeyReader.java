package io.querybatch.apikeys;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.StrictJson;
import io.querybatch.parameters.Members;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Names;
import io.querybatch.security.Scope;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what administrators say about a key that they want. Finds every error, not the first. */
final class ApiKeyReader {

    private static final int MAX_NAME = 255;
    private static final int MAX_DAYS = 730;
    private static final int DEFAULT_DAYS = 90;
    private static final Set<Scope> OPEN = EnumSet.of(Scope.DS_QUERIES_RUN, Scope.DS_ACCOUNTS_READ);

    private final JsonLimits limits;
    private final boolean accessRequired;

    /** {@code accessRequired}: whether a key has to say which accounts it gives access to, as tokens have to. */
    ApiKeyReader(JsonLimits limits, boolean accessRequired) {
        this.limits = limits;
        this.accessRequired = accessRequired;
    }

    /**
     * Reads it.
     *
     * @throws ServiceException BAD_REQUEST with every violation
     */
    NewApiKey read(InputStream body) {
        List<Violation> violations = new ArrayList<>();
        Members members = new Members("", StrictJson.members(body, limits), violations);
        String tenant = name(members, "tenant");
        String name = name(members, "name");
        Set<Scope> scopes = scopes(members);
        AccessRights rights = rights(members);
        int days = members.integer("expires_in_days", 1, MAX_DAYS, DEFAULT_DAYS);
        members.refuseOthers();
        if (!violations.isEmpty()) {
            throw ServiceException.of(ErrorCode.BAD_REQUEST, violations);
        }
        return new NewApiKey(new KeyTerms(tenant, name, scopes, rights), Duration.ofDays(days));
    }

    private static String name(Members members, String member) {
        String text = members.text(member, MAX_NAME, null);
        if (!members.has(member)) {
            members.wrong(member, "is required");
        } else if (text != null && !Names.isName(text)) {
            members.wrong(member, "must not be blank, nor have characters that cannot be seen");
        }
        return text;
    }

    private static Set<Scope> scopes(Members members) {
        List<Optional<Scope>> named = members.get("scopes") instanceof JsonArray names
                ? names.stream().map(ApiKeyReader::open).toList()
                : List.of();
        if (named.isEmpty() || named.contains(Optional.<Scope>empty())) {
            members.wrong("scopes", "must be an array of ds_queries_run, ds_accounts_read or both");
        }
        return named.stream().flatMap(Optional::stream).collect(Collectors.toSet());
    }

    /** A scope that keys can have. */
    private static Optional<Scope> open(JsonValue name) {
        return OPEN.stream()
                .filter(scope ->
                        name instanceof JsonString text && scope.wireName().equals(text.getString()))
                .findFirst();
    }

    private AccessRights rights(Members members) {
        JsonValue value = members.get("ds_access");
        if (value == null) {
            if (accessRequired) {
                members.wrong("ds_access", "is required");
            }
            return AccessRights.everything();
        }
        try {
            return AccessRights.of((JsonObject) value);
        } catch (ClassCastException | IllegalArgumentException e) {
            members.wrong(
                    "ds_access",
                    "must map data sources to accounts, such as {\"FLIGHTS\":[\"ORD\"],\"WEATHER\":[\"*\"]}");
            return AccessRights.nothing();
        }
    }
}
