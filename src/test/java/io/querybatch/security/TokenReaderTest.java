package io.querybatch.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenReaderTest {

    private static final long NOW = 1_800_000_000;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    private static final FakeToken ANN = FakeToken.of("ann");

    private final TokenReader reader = reader(false);

    @Test
    void readsTenantSubjectScopesAndRights() {
        Caller caller = reader.read(ANN.with("tenant", "acme")
                .with("scope", "ds_queries_run openid")
                .with(
                        "ds_access",
                        Json.createObjectBuilder()
                                .add("F", Json.createArrayBuilder().add("ORD"))
                                .build()));

        assertThat(caller.tenant()).isEqualTo("acme");
        assertThat(caller.subject()).isEqualTo("ann");
        assertThat(caller.scopes()).containsExactly(Scope.DS_QUERIES_RUN);
        assertThat(caller.rights().toJson()).isEqualTo("{\"F\":[\"ORD\"]}");
    }

    @Test
    void subjectIsItsOwnTenantWhenNoneIsNamed() {
        assertThat(reader.read(ANN).tenant()).isEqualTo("ann");
        assertThat(reader.read(ANN.with("tenant", JsonValue.NULL)).tenant()).isEqualTo("ann");
    }

    @Test
    void tenantMayComeAsJson() {
        assertThat(reader.read(ANN.with("tenant", Json.createValue("acme"))).tenant())
                .isEqualTo("acme");
        assertThat(reader.read(ANN.with("tenant", Json.createValue(42))).tenant())
                .isEqualTo("42");
    }

    @Test
    void tenantComesFromTheConfiguredClaim() {
        TokenReader other = reader(new SecurityConfig("org", "rights", false, Duration.ofSeconds(30)));
        Caller caller =
                other.read(ANN.with("tenant", "acme").with("org", "umbrella").with("rights", "{}"));

        assertThat(caller.tenant()).isEqualTo("umbrella");
        assertThat(caller.rights().allows("F")).isFalse();
    }

    static Stream<FakeToken> nameless() {
        return Stream.of(
                FakeToken.of(null),
                FakeToken.of(""),
                FakeToken.of(" "),
                FakeToken.of("x".repeat(256)),
                FakeToken.of(null).with("tenant", "acme"),
                ANN.with("tenant", ""),
                ANN.with("tenant", "\t"),
                ANN.with("tenant", "acme\nINFO all is well"),
                ANN.with("tenant", "acme\u202Eemca"),
                ANN.with("tenant", "ac\u200Bme"),
                ANN.with("tenant", "acme\u2028"),
                ANN.with("tenant", "acme\uD800"),
                FakeToken.of("ann\0"),
                ANN.with("tenant", JsonValue.TRUE),
                ANN.with("tenant", JsonValue.EMPTY_JSON_OBJECT),
                ANN.with("tenant", Json.createArrayBuilder().add("acme").build()),
                ANN.with("tenant", List.of("acme")),
                ANN.with("tenant", "x".repeat(256)));
    }

    @ParameterizedTest
    @MethodSource("nameless")
    void refusesATokenWithoutUsableNames(FakeToken token) {
        assertRefused(reader, token);
    }

    static Stream<Object> started() {
        return Stream.of(NOW - 1, NOW, NOW + 30, Json.createValue(NOW + 30), (int) NOW, 0L);
    }

    @ParameterizedTest
    @MethodSource("started")
    void acceptsATokenThatHasBegunWithinTheSkew(Object notBefore) {
        assertThat(reader.read(ANN.with("nbf", notBefore)).subject()).isEqualTo("ann");
    }

    static Stream<Object> notStarted() {
        return Stream.of(NOW + 31, Json.createValue(NOW + 31), Json.createValue(NOW + 1_000_000), (int) NOW + 31);
    }

    @ParameterizedTest
    @MethodSource("notStarted")
    void refusesATokenThatBeginsLater(Object notBefore) {
        assertRefused(reader, ANN.with("nbf", notBefore));
    }

    @ParameterizedTest
    @MethodSource("notStarted")
    void refusesATokenThatIsIssuedLater(Object issued) {
        assertRefused(reader, ANN.with("iat", issued));
    }

    @Test
    void refusesATokenThatDemandsMoreThanIsUnderstood() {
        assertRefused(
                reader,
                ANN.withHeader("crit", Json.createArrayBuilder().add("exp").build()));
        assertRefused(reader, ANN.withHeader("crit", JsonValue.EMPTY_JSON_ARRAY));
        assertThat(reader.read(ANN.withHeader("kid", Json.createValue("any"))).subject())
                .isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JOSE", "dpop+jwt", "secevent+jwt", "jwt", ""})
    void refusesWhatIsSignedForAnotherPurpose(String type) {
        assertRefused(reader, ANN.withHeader("typ", Json.createValue(type)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt", "application/at+jwt"})
    void acceptsWhatIsSignedForAccess(String type) {
        assertThat(reader.read(ANN.withHeader("typ", Json.createValue(type))).subject())
                .isEqualTo("ann");
    }

    @Test
    void refusesATokenThatDoesNotSayThatItIsOne() {
        assertRefused(reader, ANN.withHeader("typ", JsonValue.NULL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nbf", "iat"})
    void refusesDatesThatAreNone(String claim) {
        assertRefused(reader, ANN.with(claim, "yesterday"));
        assertRefused(reader, ANN.with(claim, Json.createValue("0")));
        assertRefused(reader, ANN.with(claim, JsonValue.EMPTY_JSON_ARRAY));
        assertRefused(reader, ANN.with(claim, Json.createValue(new BigDecimal("1e400"))));
        assertThat(reader.read(ANN.with(claim, Json.createValue(NOW + 0.5))).subject())
                .isEqualTo("ann");
    }

    static Stream<Arguments> scopes() {
        return Stream.of(
                arguments("scope", "ds_admin ds_queries_run", Set.of(Scope.DS_ADMIN, Scope.DS_QUERIES_RUN)),
                arguments("scope", "ds_admin  ds_accounts_read", Set.of(Scope.DS_ADMIN, Scope.DS_ACCOUNTS_READ)),
                arguments("scope", Json.createValue("ds_admin"), Set.of(Scope.DS_ADMIN)),
                arguments(
                        "scope",
                        Json.createArrayBuilder().add("ds_admin").add("x").build(),
                        Set.of(Scope.DS_ADMIN)),
                arguments("scope", List.of("ds_admin", "x"), Set.of(Scope.DS_ADMIN)),
                arguments("scope", Set.of(Json.createValue("ds_admin")), Set.of(Scope.DS_ADMIN)),
                arguments("groups", Set.of("ds_queries_run", "users"), Set.of(Scope.DS_QUERIES_RUN)),
                arguments("scope", "", Set.of()),
                arguments("scope", "DS_ADMIN", Set.of()),
                arguments("scope", "ds_administrator", Set.of()),
                arguments("scope", "ds_admin,ds_queries_run", Set.of()),
                arguments("scope", JsonValue.NULL, Set.of()));
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void readsScopesInEveryForm(String claim, Object value, Set<Scope> scopes) {
        assertThat(reader.read(ANN.with(claim, value)).scopes()).isEqualTo(scopes);
    }

    @Test
    void joinsScopesAndGroups() {
        FakeToken token = ANN.with("scope", "ds_admin").with("groups", Set.of("ds_queries_run"));

        assertThat(reader.read(token).scopes()).containsExactlyInAnyOrder(Scope.DS_ADMIN, Scope.DS_QUERIES_RUN);
    }

    @Test
    void rightsMayComeAsJsonText() {
        assertThat(reader.read(ANN.with("ds_access", " {\"F\":[\"*\"]}"))
                        .rights()
                        .toJson())
                .isEqualTo("{\"F\":[\"*\"]}");
        assertThat(reader.read(ANN.with("ds_access", Json.createValue("{\"F\":[]}")))
                        .rights()
                        .toJson())
                .isEqualTo("{\"F\":[]}");
    }

    static Stream<Object> malformedRights() {
        return Stream.of(
                "",
                "null",
                "*",
                "[]",
                "true",
                "{",
                "{\"F\":\"*\"}",
                "{\"F\":[1]}",
                JsonValue.NULL,
                JsonValue.TRUE,
                JsonValue.EMPTY_JSON_ARRAY,
                Json.createObjectBuilder().add("F", "ORD").build(),
                Json.createObjectBuilder().addNull("F").build(),
                List.of("F"));
    }

    @ParameterizedTest
    @MethodSource("malformedRights")
    void refusesRightsThatCannotBeRead(Object claim) {
        assertRefused(reader, ANN.with("ds_access", claim));
        assertRefused(reader(true), ANN.with("ds_access", claim));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tokenWithoutRightsSeesEverythingUnlessTheyAreRequired(boolean required) {
        assertThat(reader(required).read(ANN).rights().allowsAllAccounts("F")).isEqualTo(!required);
    }

    private static TokenReader reader(boolean accessRequired) {
        return reader(new SecurityConfig("tenant", "ds_access", accessRequired, Duration.ofSeconds(30)));
    }

    private static TokenReader reader(SecurityConfig config) {
        return new TokenReader(config, CLOCK, new ConfiguredClaims(config));
    }

    private static TokenReader mapping(ClaimMapper claims) {
        SecurityConfig config = new SecurityConfig("tenant", "ds_access", false, Duration.ofSeconds(30));
        return new TokenReader(config, CLOCK, claims);
    }

    private static Caller named(String tenant, String subject) {
        return new Caller(tenant, subject, Set.of(Scope.DS_QUERIES_RUN), AccessRights.everything());
    }

    @Test
    void anotherMapperSaysWhoCalls() {
        Caller umbrella = named("umbrella", "ann b");
        assertThat(mapping(token -> Optional.of(umbrella)).read(ANN)).isEqualTo(umbrella);
    }

    @Test
    void noMapperLetsInWhomItKnowsNoNameOf() {
        assertRefused(mapping(token -> Optional.empty()), ANN);
        for (String none : new String[] {null, "", " ", "a\nb", "x".repeat(256)}) {
            assertRefused(mapping(token -> Optional.of(named(none, "ann"))), ANN);
            assertRefused(mapping(token -> Optional.of(named("acme", none))), ANN);
        }
    }

    @Test
    void noMapperIsAskedOfATokenThatIsNotSound() {
        ClaimMapper never = token -> {
            throw new AssertionError("asked");
        };
        assertRefused(mapping(never), ANN.with("nbf", NOW + 60));
    }

    private static void assertRefused(TokenReader reader, FakeToken token) {
        assertThatThrownBy(() -> reader.read(token)).isInstanceOfSatisfying(ServiceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHORIZED);
            assertThat(e.description()).isEmpty();
        });
    }
}
