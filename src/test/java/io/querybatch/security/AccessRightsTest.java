package io.querybatch.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRightsTest {

    @Test
    void namedAccountsAreAllowedAndNoOthers() {
        AccessRights rights = of("{\"FLIGHTS\":[\"ORD\",\"LAX\"]}");

        assertThat(rights.allows("FLIGHTS")).isTrue();
        assertThat(rights.allows("FLIGHTS", "ORD")).isTrue();
        assertThat(rights.allows("FLIGHTS", "LAX")).isTrue();
        assertThat(rights.allows("FLIGHTS", "SFO")).isFalse();
        assertThat(rights.allows("FLIGHTS", "ord")).isFalse();
        assertThat(rights.allowsAllAccounts("FLIGHTS")).isFalse();
    }

    @Test
    void sourcesNotNamedAreNotAllowed() {
        AccessRights rights = of("{\"FLIGHTS\":[\"*\"]}");

        assertThat(rights.allows("WEATHER")).isFalse();
        assertThat(rights.allows("WEATHER", "ORD")).isFalse();
        assertThat(rights.allowsAllAccounts("WEATHER")).isFalse();
        assertThat(rights.allows("flights")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"WEATHER\":[\"*\"]}", "{\"WEATHER\":[\"ORD\",\"*\"]}"})
    void starAllowsEveryAccountOfItsSource(String claim) {
        AccessRights rights = of(claim);

        assertThat(rights.allowsAllAccounts("WEATHER")).isTrue();
        assertThat(rights.allows("WEATHER")).isTrue();
        assertThat(rights.allows("WEATHER", "anything")).isTrue();
    }

    @Test
    void starIsNoSource() {
        AccessRights rights = of("{\"*\":[\"*\"]}");

        assertThat(rights.allows("WEATHER")).isFalse();
        assertThat(rights.allows("WEATHER", "ORD")).isFalse();
    }

    @Test
    void emptyListAllowsNothingOfItsSource() {
        AccessRights rights = of("{\"FLIGHTS\":[]}");

        assertThat(rights.allows("FLIGHTS")).isFalse();
        assertThat(rights.allows("FLIGHTS", "ORD")).isFalse();
    }

    @Test
    void everythingAndNothingAreWhatTheySay() {
        assertThat(AccessRights.everything().allows("FLIGHTS")).isTrue();
        assertThat(AccessRights.everything().allows("FLIGHTS", "ORD")).isTrue();
        assertThat(AccessRights.everything().allowsAllAccounts("FLIGHTS")).isTrue();
        assertThat(AccessRights.nothing().allows("FLIGHTS")).isFalse();
        assertThat(AccessRights.nothing().allows("FLIGHTS", "ORD")).isFalse();
        assertThat(AccessRights.nothing().allowsAllAccounts("FLIGHTS")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"F\":\"ORD\"}",
                "{\"F\":null}",
                "{\"F\":{}}",
                "{\"F\":true}",
                "{\"F\":[1]}",
                "{\"F\":[null]}",
                "{\"F\":[[\"ORD\"]]}",
                "{\"G\":[\"*\"],\"F\":[\"ORD\",2]}",
            })
    void claimOfAnyOtherFormIsRefused(String claim) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(claim));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|{}",
                "{\"W\":[\"*\"],\"F\":[\"ORD\",\"LAX\"]}|{\"F\":[\"LAX\",\"ORD\"],\"W\":[\"*\"]}",
                "{\"F\":[\"b\",\"a\",\"b\"]}|{\"F\":[\"a\",\"b\"]}",
                "{\"F\":[]}|{\"F\":[]}",
                "{\"é\\\"\":[\"\\\\\"]}|{\"é\\\"\":[\"\\\\\"]}",
            })
    void snapshotIsCanonical(String claim, String snapshot) {
        assertThat(of(claim).toJson()).isEqualTo(snapshot);
        assertThat(AccessRights.fromJson(snapshot).toJson()).isEqualTo(snapshot);
    }

    @Test
    void everythingAndNothingSurviveTheSnapshot() {
        AccessRights everything =
                AccessRights.fromJson(AccessRights.everything().toJson());
        AccessRights nothing = AccessRights.fromJson(AccessRights.nothing().toJson());

        assertThat(AccessRights.everything().toJson()).isEqualTo("null");
        assertThat(everything.allowsAllAccounts("any")).isTrue();
        assertThat(AccessRights.nothing().toJson()).isEqualTo("{}");
        assertThat(nothing.allows("any")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "true", "false", "1", "\"\"", "\"null\"", "", "{", "nul"})
    void snapshotThatIsNoneNeverBecomesRights(String snapshot) {
        assertThatThrownBy(() -> AccessRights.fromJson(snapshot)).isInstanceOf(RuntimeException.class);
    }

    private static AccessRights of(String claim) {
        try (JsonReader reader = Json.createReader(new StringReader(claim))) {
            JsonObject object = reader.readObject();
            return AccessRights.of(object);
        }
    }
}
