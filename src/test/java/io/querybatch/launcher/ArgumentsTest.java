package io.querybatch.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.launcher.Arguments.Action;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void withoutAnythingTheSettingsDecide() throws LaunchException {
        assertThat(Arguments.parse(List.of())).isEqualTo(new Arguments(Action.SERVE, null, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8080, 65_535})
    void portIsTaken(int port) throws LaunchException {
        assertThat(Arguments.parse(List.of("--port", String.valueOf(port))))
                .isEqualTo(new Arguments(Action.SERVE, port, null));
    }

    @Test
    void lastPortCounts() throws LaunchException {
        assertThat(Arguments.parse(List.of("--port", "1", "--port", "2")).port())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void helpIsHelp(String argument) throws LaunchException {
        assertThat(Arguments.parse(List.of("--port", "1", argument))).isEqualTo(new Arguments(Action.HELP, 1, null));
    }

    @Test
    void aFolderToPrepareIsMadeAbsolute() throws LaunchException {
        assertThat(Arguments.parse(List.of("--prepare", "some/where")))
                .isEqualTo(new Arguments(
                        Action.PREPARE, null, Path.of("some/where").toAbsolutePath()));
    }

    @Test
    void whoWantsToPrepareNamesAFolder() {
        assertThatThrownBy(() -> Arguments.parse(List.of("--prepare")))
                .isInstanceOf(LaunchException.class)
                .hasMessage("--prepare: name the folder to make");
    }

    @Test
    void helpComesFirst() throws LaunchException {
        assertThat(Arguments.parse(List.of("--help", "--prepare", "x")).action())
                .isEqualTo(Action.HELP);
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
