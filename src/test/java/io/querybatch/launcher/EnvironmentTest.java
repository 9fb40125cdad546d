package io.querybatch.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {

    private final Properties properties = new Properties();

    @Test
    void absentIsAbsent() {
        assertThat(environment(Map.of()).get("querybatch.home")).isEmpty();
    }

    @Test
    void variableIsFoundByItsUpperCaseName() {
        Environment environment = environment(Map.of("QUERYBATCH_HOME", "/h", "MP_JWT_VERIFY_PUBLICKEY_LOCATION", "k"));

        assertThat(environment.get("querybatch.home")).contains("/h");
        assertThat(environment.get("mp.jwt.verify.publickey.location")).contains("k");
    }

    @Test
    void variableIsFoundByItsOwnSpelling() {
        assertThat(environment(Map.of("querybatch_home", "/h", "QUERYBATCH_HOME", "/other"))
                        .get("querybatch.home"))
                .contains("/h");
    }

    @Test
    void otherCharactersBecomeUnderscores() {
        assertThat(environment(Map.of("A_B_C_1", "x")).get("a.b-c/1")).contains("x");
    }

    @Test
    void propertyComesBeforeTheVariable() {
        properties.setProperty("querybatch.home", "/p");

        assertThat(environment(Map.of("QUERYBATCH_HOME", "/v")).get("querybatch.home"))
                .contains("/p");
    }

    @Test
    void blankCountsAsAbsent() {
        assertThat(environment(Map.of("QUERYBATCH_HOME", " \t")).get("querybatch.home"))
                .isEmpty();
    }

    @Test
    void blanksAroundAreDropped() {
        assertThat(environment(Map.of("QUERYBATCH_PORT", " 81 ")).get("querybatch.port"))
                .contains("81");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "TRUE, true", "' true ', true", "false, false", "yes, false", "1, false", "'', false"})
    void onlyTrueIsTrue(String text, boolean expected) {
        assertThat(environment(Map.of("QUERYBATCH_DEV", text)).isTrue("querybatch.dev"))
                .isEqualTo(expected);
        assertThat(environment(Map.of()).isTrue("querybatch.dev")).isFalse();
    }

    @Test
    void homeIsInTheUsersHomeUnlessSet() {
        properties.setProperty("user.home", "/users/ann");

        assertThat(environment(Map.of()).home())
                .isEqualTo(Path.of("/users/ann/.querybatch").toAbsolutePath());
        assertThat(environment(Map.of("QUERYBATCH_HOME", "some/../home")).home())
                .isAbsolute()
                .isEqualTo(Path.of("home").toAbsolutePath());
    }

    @Test
    void whatIsSetIsSeenByAll() {
        Environment environment = environment(Map.of("QUERYBATCH_HOME", "/v"));
        environment.set("querybatch.home", "/s");

        assertThat(environment.get("querybatch.home")).contains("/s");
        assertThat(properties).containsEntry("querybatch.home", "/s");
    }

    private Environment environment(Map<String, String> variables) {
        return new Environment(variables, properties);
    }
}
