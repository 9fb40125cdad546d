package io.querybatch.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose things callers may read. */
class ReachTest {

    private static final Caller USER = caller(Scope.DS_QUERIES_RUN, Scope.DS_ACCOUNTS_READ);
    private static final Caller ADMIN = caller(Scope.DS_ADMIN);

    private static Caller caller(Scope... scopes) {
        return new Caller("acme", "me", Set.of(scopes), AccessRights.everything());
    }

    @Test
    void aUserReachesHisOwnTenantAlone() {
        assertThat(Reach.of(USER).tenant()).contains("acme");
        assertThat(Reach.of(USER).covers("acme")).isTrue();
        assertThat(Reach.of(USER).covers("globex")).isFalse();
        assertThat(Reach.of(USER, null).tenant()).contains("acme");
        assertThat(Reach.of(USER, "acme").tenant()).contains("acme");
    }

    @Test
    void aUserWhoNamesAnotherTenantIsToldWhichScopeHeLacks() {
        assertThatThrownBy(() -> Reach.of(USER, "globex"))
                .isInstanceOfSatisfying(
                        MissingScopeException.class,
                        missing -> assertThat(missing.scope()).isEqualTo("ds_admin"));
    }

    @Test
    void namesAreTakenAsTheyAre() {
        assertThatThrownBy(() -> Reach.of(USER, "ACME")).isInstanceOf(MissingScopeException.class);
        assertThat(Reach.of(ADMIN, "ACME").covers("acme")).isFalse();
    }

    @Test
    void anAdministratorReachesEverybodyOrWhomHeNames() {
        assertThat(Reach.of(ADMIN).tenant()).isEmpty();
        assertThat(Reach.of(ADMIN).covers("globex")).isTrue();
        assertThat(Reach.of(ADMIN, "globex").tenant()).contains("globex");
        assertThat(Reach.of(ADMIN, "globex").covers("acme")).isFalse();
        assertThat(Reach.of(ADMIN, "acme").tenant()).contains("acme");
    }
}
