package io.querybatch.apikeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
import java.util.stream.IntStream;
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

    private ApiKeys keys(int... secrets) {
        List<byte[]> all = IntStream.of(secrets).mapToObj(ApiKeysTest::secret).toList();
        return new ApiKeys(store, KeySecrets.of(all), clock, new SecureRandom());
    }

    private static byte[] secret(int number) {
        byte[] secret = new byte[KeySecrets.SECRET_BYTES];
        secret[0] = (byte) number;
        return secret;
    }

    private ApiKeys.Issued issued() {
        return issued(keys);
    }

    private static ApiKeys.Issued issued(ApiKeys keys) {
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
        assertThat(keys(2, 3).holder(text)).isEmpty();
        // A seal of the right secret that says it was made with another one is not looked at.
        ApiKey key = issued().key();
        store.reseal(
                key.id(), key.seal(), new KeySeal("0000000000000000", key.seal().code()));
        assertThat(keys.secretOf(store.kept.get(key.id()))).isEqualTo(KeySecrets.Standing.MISSING);
    }

    @Test
    void keysOfAnEarlierSecretOpenAndNewOnesAreMadeWithTheFirst() {
        ApiKeys.Issued old = issued();
        ApiKeys both = keys(2, 1);
        ApiKeys.Issued young = issued(both);
        assertThat(both.secretOf(old.key())).isEqualTo(KeySecrets.Standing.EARLIER);
        assertThat(both.secretOf(young.key())).isEqualTo(KeySecrets.Standing.CURRENT);
        assertThat(both.holder(old.text().reveal())).contains(old.key().holder());
        assertThat(both.holder(young.text().reveal())).contains(young.key().holder());
        assertThat(both.holder(old.key().id() + young.text().reveal().substring(20)))
                .isEmpty();
        assertThat(keys.holder(young.text().reveal())).isEmpty();
    }

    @Test
    void aKeyThatWasUsedIsKeptWithTheFirstSecretAndTheEarlierOneCanGo() {
        ApiKeys.Issued used = issued();
        ApiKeys.Issued idle = issued();
        keys(2, 1).holder(used.text().reveal());
        ApiKeys one = keys(2);
        assertThat(one.holder(used.text().reveal())).contains(used.key().holder());
        assertThat(one.secretOf(store.kept.get(used.key().id()))).isEqualTo(KeySecrets.Standing.CURRENT);
        assertThat(one.holder(idle.text().reveal())).isEmpty();
        assertThat(one.secretOf(store.kept.get(idle.key().id()))).isEqualTo(KeySecrets.Standing.MISSING);
    }

    @Test
    void nodesWithAnotherOrderOfTheSecretsDoNotTakeTurnsForEver() {
        String text = issued().text().reveal();
        ApiKeys first = keys(1, 2);
        ApiKeys second = keys(2, 1);
        for (int i = 0; i < 5; i++) {
            assertThat(first.holder(text)).isPresent();
            assertThat(second.holder(text)).isPresent();
        }
        assertThat(store.resealed).isEqualTo(2);
    }

    @Test
    void whatOpensNothingIsNotKeptWithAnotherSecret() {
        ApiKeys.Issued revoked = issued();
        store.revoke(revoked.key().id(), clock.instant(), ROOT);
        ApiKeys.Issued expired = issued();
        ApiKeys both = keys(2, 1);
        assertThat(both.holder(expired.key().id() + revoked.text().reveal().substring(20)))
                .isEmpty();
        clock.advance(Duration.ofDays(1));
        assertThat(both.holder(revoked.text().reveal())).isEmpty();
        assertThat(both.holder(expired.text().reveal())).isEmpty();
        assertThat(store.resealed).isZero();
    }

    /** As versions before made them. */
    @Test
    void aKeyThatDoesNotSayItsSecretIsFoundByTryingAllAndSaysItFromThenOn() {
        ApiKeys.Issued issued = issued();
        ApiKeyId id = issued.key().id();
        store.reseal(
                id, issued.key().seal(), new KeySeal(null, issued.key().seal().code()));
        assertThat(keys(2).holder(issued.text().reveal())).isEmpty();
        ApiKeys both = keys(2, 1);
        assertThat(both.secretOf(store.kept.get(id))).isEqualTo(KeySecrets.Standing.UNKNOWN);
        assertThat(both.holder(issued.text().reveal())).isPresent();
        assertThat(both.secretOf(store.kept.get(id))).isEqualTo(KeySecrets.Standing.CURRENT);
        assertThat(keys().secretOf(store.kept.get(id))).isEqualTo(KeySecrets.Standing.MISSING);
    }

    @Test
    void aStoreThatCannotBeWrittenToKeepsNobodyOut() {
        String text = issued().text().reveal();
        store.broken = true;
        assertThat(keys(2, 1).holder(text)).isPresent();
    }

    @Test
    void theSameSecretTwiceIsAMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> keys(1, 2, 1));
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
        ApiKeys none = keys();
        ServiceException refusal = catchThrowableOfType(
                ServiceException.class, () -> none.issue(new NewApiKey(TERMS, Duration.ofDays(1)), ROOT));
        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT_ERROR);
        assertThat(none.holder(issued().text().reveal())).isEmpty();
    }

    /** In memory. */
    private static final class Keys implements ApiKeyStore {

        private final Map<ApiKeyId, ApiKey> kept = new LinkedHashMap<>();
        private int resealed;
        private boolean broken;

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

        @Override
        public void reseal(ApiKeyId id, KeySeal seal, KeySeal better) {
            if (broken) {
                throw new IllegalStateException("as a test wants it");
            }
            resealed++;
            ApiKey key = kept.get(id);
            assertThat(key.seal()).isEqualTo(seal);
            kept.put(
                    id,
                    new ApiKey(
                            id,
                            key.seq(),
                            key.terms(),
                            better,
                            key.created(),
                            key.createdBy(),
                            key.expires(),
                            key.revoked()));
        }
    }
}
