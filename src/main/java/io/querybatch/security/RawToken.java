package io.querybatch.security;

import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * A token as it was sent, once the server has verified it: servers hide the header, and make numbers of claims that are none.
 *
 * @param header its header
 * @param claims its claims
 */
record RawToken(JsonObject header, JsonObject claims) {

    private static final Set<String> TYPES = Set.of("JWT", "at+jwt", "application/at+jwt");
    private static final JsonProvider JSON = JsonProvider.provider();

    /**
     * Reads its first two parts.
     *
     * @throws IllegalArgumentException if they are no objects
     */
    static RawToken of(String token) {
        List<String> parts = List.of(token.split("\\.", -1));
        if (parts.size() != 3) {
            throw new IllegalArgumentException("not three parts");
        }
        return new RawToken(object(parts.get(0)), object(parts.get(1)));
    }

    private static JsonObject object(String part) {
        byte[] json = Base64.getUrlDecoder().decode(part);
        try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(json))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new IllegalArgumentException("not an object", e);
        }
    }

    /** Whether it says that it is a token for access and nothing else that somebody signed (RFC 8725 §3.11, RFC 9068 §2.1). */
    boolean isToken() {
        return header.get("typ") instanceof JsonString type && TYPES.contains(type.getString());
    }

    /** Whether it demands something that has to be understood (RFC 7515 §4.1.11): we understand no extension. */
    boolean isExtended() {
        return header.containsKey("crit");
    }

    /** Whether a date in it is later, or no date at all; a NumericDate may have a fraction (RFC 7519 §2). */
    boolean isLater(String claim, Instant latest) {
        JsonValue date = claims.get(claim);
        return date != null && !(date instanceof JsonNumber number && number.doubleValue() <= latest.getEpochSecond());
    }
}
