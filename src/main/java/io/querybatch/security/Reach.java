package io.querybatch.security;

import java.util.Objects;
import java.util.Optional;

/**
 * Whose things a look-up finds: one tenant's, or everybody's. The latter administrators alone can have (contract A3), and only to
 * read with: what changes something takes a tenant by name.
 */
public final class Reach {

    private static final Reach EVERYBODY = new Reach(null);

    /** Null stands for all of them. */
    private final String tenant;

    private Reach(String tenant) {
        this.tenant = tenant;
    }

    /** One tenant's things. */
    public static Reach only(String tenant) {
        return new Reach(Objects.requireNonNull(tenant));
    }

    /** All that a caller may read. */
    public static Reach of(Caller caller) {
        return caller.administers() ? EVERYBODY : only(caller.tenant());
    }

    /**
     * The part of it that the caller names.
     *
     * @param tenant the tenant that he names, or null for all that he may read
     * @throws MissingScopeException if it is not his own and he is no administrator, whether there is such a tenant or not
     */
    public static Reach of(Caller caller, String tenant) {
        if (tenant == null) {
            return of(caller);
        }
        if (!tenant.equals(caller.tenant()) && !caller.administers()) {
            throw new MissingScopeException(Scope.DS_ADMIN);
        }
        return only(tenant);
    }

    /** The one tenant whose things are found; empty: everybody's. */
    public Optional<String> tenant() {
        return Optional.ofNullable(tenant);
    }

    /** Whether a tenant's things are found. */
    public boolean covers(String other) {
        return tenant == null || tenant.equals(other);
    }
}
