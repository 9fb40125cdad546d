package io.querybatch.security;

import io.querybatch.hosts.ForHosts;
import java.util.Set;

/**
 * Who is calling.
 *
 * @param tenant whose batches they are
 * @param subject the token's {@code sub}
 * @param scopes what they may do
 * @param rights which data they may see
 */
@ForHosts(since = "0.1")
public record Caller(String tenant, String subject, Set<Scope> scopes, AccessRights rights) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Whether he may read what is of other tenants. */
    public boolean administers() {
        return scopes.contains(Scope.DS_ADMIN);
    }
}
