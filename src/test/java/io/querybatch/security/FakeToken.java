package io.querybatch.security;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** A verified token with just those claims. */
final class FakeToken implements JsonWebToken {

    private final Map<String, Object> claims;

    private FakeToken(Map<String, Object> claims) {
        this.claims = claims;
    }

    /** A token of a subject without any further claim. */
    static FakeToken of(String subject) {
        return new FakeToken(subject == null ? Map.of() : Map.of("sub", subject));
    }

    /** The same token with one more claim. */
    FakeToken with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(claims);
        more.put(name, value);
        return new FakeToken(more);
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
