package io.querybatch.security;

import io.querybatch.hosts.ForHosts;
import io.querybatch.hosts.Internal;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which accounts of which data sources a caller may see (contract A3). */
@ForHosts(since = "0.1")
public final class AccessRights {

    /** Looked up once: {@code Json} searches the class path at every call. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final String ANY = "*";
    private static final AccessRights EVERYTHING = new AccessRights(null);
    private static final AccessRights NOTHING = new AccessRights(Map.of());

    /** Accounts by data source, sorted; null stands for everything. */
    private final Map<String, Set<String>> accounts;

    private AccessRights(Map<String, Set<String>> accounts) {
        this.accounts = accounts;
    }

    public static AccessRights everything() {
        return EVERYTHING;
    }

    public static AccessRights nothing() {
        return NOTHING;
    }

    /**
     * Reads the claim, such as {@code {"FLIGHTS":["ORD","LAX"],"WEATHER":["*"]}}.
     *
     * @throws IllegalArgumentException if it has any other form
     */
    public static AccessRights of(JsonObject claim) {
        Map<String, Set<String>> accounts = new TreeMap<>();
        claim.forEach((dataSource, list) -> {
            if (!(list instanceof JsonArray array)) {
                throw new IllegalArgumentException("accounts must be an array");
            }
            Set<String> ids = new TreeSet<>();
            for (JsonValue id : array) {
                if (!(id instanceof JsonString text)) {
                    throw new IllegalArgumentException("accounts must be strings");
                }
                ids.add(text.getString());
            }
            accounts.put(dataSource, ids);
        });
        return new AccessRights(accounts);
    }

    /** Whether anything of a data source may be seen. */
    public boolean allows(String dataSource) {
        return accounts == null || !accounts.getOrDefault(dataSource, Set.of()).isEmpty();
    }

    /** Whether an account may be seen. */
    public boolean allows(String dataSource, String account) {
        return allowsAllAccounts(dataSource)
                || accounts.getOrDefault(dataSource, Set.of()).contains(account);
    }

    /** Whether every account of a data source may be seen, also those that it will have one day. */
    public boolean allowsAllAccounts(String dataSource) {
        return accounts == null || accounts.getOrDefault(dataSource, Set.of()).contains(ANY);
    }

    /** A canonical snapshot: equal rights give equal text. */
    @Internal
    public String toJson() {
        return claim().map(JsonObject::toString).orElseGet(JsonValue.NULL::toString);
    }

    /** The claim as {@link #of} reads it; empty: everything. */
    public Optional<JsonObject> claim() {
        if (accounts == null) {
            return Optional.empty();
        }
        JsonObjectBuilder json = JSON.createObjectBuilder();
        accounts.forEach((dataSource, ids) -> json.add(dataSource, JSON.createArrayBuilder(ids)));
        return Optional.of(json.build());
    }

    /**
     * Reads a snapshot.
     *
     * @throws RuntimeException if it is none: only null stands for everything
     */
    @Internal
    public static AccessRights fromJson(String json) {
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            JsonValue value = reader.readValue();
            if (value instanceof JsonObject object) {
                return of(object);
            }
            if (value == JsonValue.NULL) {
                return EVERYTHING;
            }
            throw new IllegalArgumentException("not a snapshot of access rights");
        }
    }
}
