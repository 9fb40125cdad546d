package io.querybatch.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightTest {

    private static final String LOCATION = "mp.jwt.verify.publickey.location";

    @TempDir
    private Path folder;

    private final Map<String, String> variables = new HashMap<>();
    private final Properties properties = new Properties();
    private Path home;
    private Path key;
    private int freePort;

    @BeforeEach
    void everythingIsRight() throws IOException {
        home = folder.resolve("home");
        key = folder.resolve("key.pem");
        Files.createDirectories(home.resolve("catalog"));
        Files.writeString(key, "a key");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = socket.getLocalPort();
        }
        variables.put("QUERYBATCH_HOME", home.toString());
        variables.put("QUERYBATCH_ADDRESS", "127.0.0.1");
        variables.put("QUERYBATCH_PORT", String.valueOf(freePort));
        variables.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", key.toString());
    }

    @Test
    void completesTheSettings() throws LaunchException {
        assertThat(check()).isEqualTo(new Preflight.Listener("127.0.0.1", freePort, false));
        assertThat(properties)
                .containsEntry("querybatch.home", home.toString())
                .containsEntry("querybatch.catalog", home.resolve("catalog").toString())
                .containsEntry(LOCATION, key.toUri().toString());
        assertThat(home.resolve("tmp")).isDirectory();
        assertThat(home.resolve("keys")).doesNotExist();
    }

    @Test
    void barePathBecomesAFileUrl() throws LaunchException {
        check();

        assertThat(properties.getProperty(LOCATION)).startsWith("file:///").endsWith("/key.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://idp.example.com/jwks", "file:///etc/key.pem", "classpath:key.pem"})
    void urlStaysAsItIs(String url) throws LaunchException {
        variables.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", url);
        check();

        assertThat(properties).containsEntry(LOCATION, url);
    }

    @Test
    void keyInTheSettingsNeedsNoLocation() throws LaunchException {
        variables.remove("MP_JWT_VERIFY_PUBLICKEY_LOCATION");
        variables.put("MP_JWT_VERIFY_PUBLICKEY", "MIIB");
        check();

        assertThat(properties).doesNotContainKey(LOCATION);
    }

    @Test
    void missingKeyNamesTheSetting() {
        variables.remove("MP_JWT_VERIFY_PUBLICKEY_LOCATION");

        assertThatThrownBy(this::check)
                .isInstanceOf(LaunchException.class)
                .hasMessageStartingWith("MP_JWT_VERIFY_PUBLICKEY_LOCATION is not set")
                .hasMessageContaining("QUERYBATCH_DEV=true")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "FALSE", " False "})
    void telemetryOfTheServerIsRefusedAndSaysWhatToDo(String value) {
        variables.put("OTEL_SDK_DISABLED", value);

        assertThatThrownBy(this::check)
                .isInstanceOf(LaunchException.class)
                .hasMessageStartingWith("OTEL_SDK_DISABLED=false switches on the telemetry of the server")
                .hasMessageContaining("QUERYBATCH_TRACES_ENDPOINT")
                .hasMessageNotContaining("\n");
    }

    @Test
    void telemetryThatIsSwitchedOffIsNoReasonToComplain() throws LaunchException {
        variables.put("OTEL_SDK_DISABLED", "true");

        assertThat(check().port()).isEqualTo(freePort);
    }

    @Test
    void unreadableKeyNamesTheFile() throws IOException {
        Files.delete(key);

        assertThatThrownBy(this::check)
                .isInstanceOf(LaunchException.class)
                .hasMessage("MP_JWT_VERIFY_PUBLICKEY_LOCATION: the file " + key + " cannot be read");
    }

    @Test
    void devModeMakesAKeyAndListensOnThisMachineOnly() throws LaunchException {
        variables.remove("MP_JWT_VERIFY_PUBLICKEY_LOCATION");
        variables.put("QUERYBATCH_DEV", "true");
        variables.put("QUERYBATCH_ADDRESS", "0.0.0.0");

        assertThat(check()).isEqualTo(new Preflight.Listener("127.0.0.1", freePort, true));
        assertThat(properties)
                .containsEntry(
                        LOCATION,
                        home.resolve("keys").resolve(DevKeys.PUBLIC).toUri().toString());
    }

    @Test
    void devModeTakesAKeyThatIsThere() throws LaunchException {
        variables.put("QUERYBATCH_DEV", "true");
        check();

        assertThat(properties).containsEntry(LOCATION, key.toUri().toString());
        assertThat(home.resolve("keys")).doesNotExist();
    }

    @Test
    void missingCatalogNamesTheFolder() throws IOException {
        Files.delete(home.resolve("catalog"));

        assertThatThrownBy(this::check)
                .isInstanceOf(LaunchException.class)
                .hasMessage("QUERYBATCH_CATALOG: there is no folder " + home.resolve("catalog")
                        + "; a sample catalog is in server-config/catalog");
    }

    @Test
    void catalogMayBeElsewhere() throws LaunchException, IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        variables.put("QUERYBATCH_CATALOG", elsewhere.toString());
        check();

        assertThat(properties).containsEntry("querybatch.catalog", elsewhere.toString());
    }

    @Test
    void takenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            variables.put("QUERYBATCH_PORT", String.valueOf(taken.getLocalPort()));

            assertThatThrownBy(this::check)
                    .isInstanceOf(LaunchException.class)
                    .hasMessageStartingWith("port " + taken.getLocalPort() + " on 127.0.0.1 is taken");
        }
    }

    @Test
    void argumentComesBeforeTheSetting() throws LaunchException {
        variables.put("QUERYBATCH_PORT", "nonsense");

        assertThat(new Preflight(environment())
                        .check(new Arguments(Arguments.Action.SERVE, freePort, null))
                        .port())
                .isEqualTo(freePort);
    }

    @Test
    void portThatIsNoneNamesTheSetting() {
        variables.put("QUERYBATCH_PORT", "http");

        assertThatThrownBy(this::check)
                .isInstanceOf(LaunchException.class)
                .hasMessage("QUERYBATCH_PORT: \"http\" is not a port number from 1 to 65535");
    }

    @Test
    void homeThatCannotBeWrittenToIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        variables.put("QUERYBATCH_HOME", file.toString());

        assertThatThrownBy(this::check)
                .isInstanceOf(LaunchException.class)
                .hasMessage("QUERYBATCH_HOME: the folder " + file + " cannot be written to");
    }

    private Preflight.Listener check() throws LaunchException {
        return new Preflight(environment()).check(new Arguments(Arguments.Action.SERVE, null, null));
    }

    private Environment environment() {
        return new Environment(variables, properties);
    }
}
