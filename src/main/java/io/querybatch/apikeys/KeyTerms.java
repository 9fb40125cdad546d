package io.querybatch.apikeys;

import io.querybatch.security.AccessRights;
import io.querybatch.security.Scope;
import java.util.Set;

/**
 * What a key opens.
 *
 * @param tenant whose batches its holder has
 * @param name what it is for, in the words of who made it
 * @param scopes what it allows; never {@link Scope#DS_ADMIN}
 * @param rights which data
 */
public record KeyTerms(String tenant, String name, Set<Scope> scopes, AccessRights rights) {

    public KeyTerms {
        scopes = Set.copyOf(scopes);
        if (scopes.contains(Scope.DS_ADMIN)) {
            throw new IllegalArgumentException("no key administers");
        }
    }
}
