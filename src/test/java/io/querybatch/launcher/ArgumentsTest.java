package io.querybatch.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void withoutAnythingTheSettingsDecide() throws LaunchException {
        assertThat(Arguments.parse(List.of())).isEqualTo(new Arguments(null, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8080, 65_535})
    void portIsTaken(int port) throws LaunchException {
        assertThat(Arguments.parse(List.of("--port", String.valueOf(port)))).isEqualTo(new Arguments(port, false));
    }

    @Test
    void lastPortCounts() throws LaunchException {
        assertThat(Arguments.parse(List.of("--port", "1", "--port", "2")).port())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helpIsHelp(String argument) throws LaunchException {
        assertThat(Arguments.parse(List.of("--port", "1", argument))).isEqualTo(new Arguments(1, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65536", "x", "", " 1", "1.0", "99999999999"})
    void portThatIsNoneIsRefused(String port) {
        assertThatThrownBy(() -> Arguments.parse(List.of("--port", port)))
                .isInstanceOf(LaunchException.class)
                .hasMessage("--port: \"" + port + "\" is not a port number from 1 to 65535");
    }

    @Test
    void portWithoutAValueIsRefused() {
        assertThatThrownBy(() -> Arguments.parse(List.of("--port")))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("--port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prot", "8080", "", "--port=1", "--Help"})
    void unknownArgumentIsRefused(String argument) {
        assertThatThrownBy(() -> Arguments.parse(List.of(argument)))
                .isInstanceOf(LaunchException.class)
                .hasMessage("unknown argument " + argument + "; try --help");
    }
}
