package io.querybatch.security;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** A verified token with just those claims. */
final class FakeToken implements JsonWebToken {

    private final Map<String, Object> claims;
    private final JsonObject header;

    private FakeToken(Map<String, Object> claims, JsonObject header) {
        this.claims = claims;
        this.header = header;
    }

    /** A token of a subject without any further claim. */
    static FakeToken of(String subject) {
        JsonObject header = Json.createObjectBuilder().add("typ", "JWT").build();
        return new FakeToken(subject == null ? Map.of() : Map.of("sub", subject), header);
    }

    /** The same token with one more claim. */
    FakeToken with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(claims);
        more.put(name, value);
        return new FakeToken(more, header);
    }

    /** The same token with one more member in its header. */
    FakeToken withHeader(String name, JsonValue value) {
        return new FakeToken(
                claims, Json.createObjectBuilder(header).add(name, value).build());
    }

    @Override
    public String getRawToken() {
        JsonObjectBuilder json = Json.createObjectBuilder();
        claims.forEach((name, value) -> {
            if (value instanceof JsonValue written) {
                json.add(name, written);
            } else if (value instanceof Number number) {
                json.add(name, number.longValue());
            } else if (value instanceof Collection<?> several) {
                json.add(name, Json.createArrayBuilder(several));
            } else {
                json.add(name, String.valueOf(value));
            }
        });
        return base64(header) + "." + base64(json.build()) + ".signature";
    }

    private static String base64(JsonObject json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(escaped(json.toString()).getBytes(StandardCharsets.US_ASCII));
    }

    /** So that half a character survives. */
    private static String escaped(String json) {
        StringBuilder ascii = new StringBuilder();
        json.chars()
                .forEach(unit -> ascii.append(unit < 128 ? String.valueOf((char) unit) : "\\u%04x".formatted(unit)));
        return ascii.toString();
    }

    @Override
    public String getName() {
        return getSubject();
    }

    @Override
    public Set<String> getClaimNames() {
        return claims.keySet();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T getClaim(String name) {
        return (T) claims.get(name);
    }
}
