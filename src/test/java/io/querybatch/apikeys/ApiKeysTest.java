package io.querybatch.apikeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.audit.Actor;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Caller;
import io.querybatch.security.Reach;
import io.querybatch.security.Scope;
import io.querybatch.testing.SettableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in with a key, and until when. */
class ApiKeysTest {

    private static final Actor ROOT = new Actor("operations", "root", "192.0.2.17", "request");
    private static final KeyTerms TERMS =
            new KeyTerms("acme", "nightly", Set.of(Scope.DS_QUERIES_RUN), AccessRights.everything());

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-31T12:00:00.1234Z"));
    private final Keys store = new Keys();
    private final ApiKeys keys = keys(1);

    private ApiKeys keys(int secret) {
        byte[] bytes = new byte[KeySeal.SECRET_BYTES];
        bytes[0] = (byte) secret;
        return new ApiKeys(store, new KeySeal(bytes), clock, new SecureRandom());
    }

    private ApiKeys.Issued issued() {
        return keys.issue(new NewApiKey(TERMS, Duration.ofDays(1)), ROOT);
    }

    @Test
    void aKeyOpensWhatItWasMadeFor() {
        ApiKeys.Issued issued = issued();
        String text = issued.text().reveal();
        assertThat(text).startsWith(issued.key().id() + "_").hasSize(64);
        assertThat(issued.key().created()).isEqualTo("2026-01-31T12:00:00.123Z");
        assertThat(issued.key().expires()).isEqualTo("2026-02-01T12:00:00.123Z");
        assertThat(issued.key().createdBy()).isEqualTo("root");
        assertThat(keys.holder(text))
                .contains(new Caller("acme", issued.key().id().value(), TERMS.scopes(), TERMS.rights()));
        assertThat(issued().text().reveal()).isNotEqualTo(text);
    }

    @Test
    void nothingThatIsKeptHasTheKeyInIt() {
        String secret = issued().text().reveal().substring(21);
        assertThat(store.kept.toString()).doesNotContain(secret).contains("api_");
        assertThat(issued().toString()).doesNotContain(issued().text().reveal());
    }

    @Test
    void aKeyExpires() {
        String text = issued().text().reveal();
        clock.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(keys.holder(text)).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(keys.holder(text)).isEmpty();
    }

    @Test
    void aRevokedKeyOpensNothing() {
        ApiKeys.Issued issued = issued();
        store.revoke(issued.key().id(), clock.instant(), ROOT);
        assertThat(keys.holder(issued.text().reveal())).isEmpty();
    }

    @Test
    void aServerWithAnotherSecretKnowsNoneOfThem() {
        String text = issued().text().reveal();
        assertThat(keys(2).holder(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api_",
                "%1$s",
                "%1$s_",
                "%2$sA",
                "api_0000000000000000%3$s",
                "%1$s_%1$s",
                " %2$s",
                "%2$s\n",
                "%4$s",
                "%5$s"
            })
    void whatIsNotTheKeyOpensNothing(String form) {
        ApiKeys.Issued issued = issued();
        String text = issued.text().reveal();
        String another = issued().text().reveal();
        String wrong = form.formatted(
                issued.key().id(),
                text,
                text.substring(20),
                text.substring(0, 20) + another.substring(20),
                text.toUpperCase(Locale.ROOT));
        assertThat(keys.holder(text)).isPresent();
        assertThat(keys.holder(wrong)).isEmpty();
    }

    @Test
    void aServerWithoutASecretMakesNone() {
        ApiKeys none = new ApiKeys(store, new KeySeal(new byte[0]), clock, new SecureRandom());
        ServiceException refusal = catchThrowableOfType(
                ServiceException.class, () -> none.issue(new NewApiKey(TERMS, Duration.ofDays(1)), ROOT));
        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT_ERROR);
        assertThat(none.holder(issued().text().reveal())).isEmpty();
    }

    /** In memory. */
    private static final class Keys implements ApiKeyStore {

        private final Map<ApiKeyId, ApiKey> kept = new LinkedHashMap<>();

        @Override
        public ApiKey add(ApiKey key, Actor by) {
            kept.put(key.id(), key);
            return key;
        }

        @Override
        public Optional<ApiKey> find(ApiKeyId id) {
            return Optional.ofNullable(kept.get(id));
        }

        @Override
        public List<ApiKey> list(Reach reach, long before, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<ApiKey> revoke(ApiKeyId id, Instant now, Actor by) {
            kept.computeIfPresent(
                    id,
                    (same, key) -> new ApiKey(
                            id,
                            key.seq(),
                            key.terms(),
                            key.seal(),
                            key.created(),
                            key.createdBy(),
                            key.expires(),
                            now));
            return find(id);
        }
    }
}
