package io.querybatch.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Processes;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The uber-jar as an operator meets it: one clear line and a non-zero code, or a server that tells the truth. */
@Tag("h2")
class LauncherIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration BOOT = Duration.ofSeconds(90);

    private static final String ONE_QUERY = """
            {"queries":[{"ds_id":"FLIGHTS","ds_accounts":["ATL"],"start_date":"2001-04-01","end_date":"2001-04-01",
                         "fields":"date,flights"}]}""";

    private static Path home() throws IOException {
        return Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "launch");
    }

    private static void assertRefuses(ServerProcess.Starter starter, Duration longest, String reason) {
        try (ServerProcess server = starter.launch()) {
            assertThat(server.awaitExit(longest)).isNotZero();
            List<String> lines = server.log().lines().toList();
            assertThat(lines.get(lines.size() - 1))
                    .startsWith("querybatch: cannot start: ")
                    .contains(reason);
        }
    }

    @Test
    void refusesToStartWithoutAKeyAndNamesTheSetting() throws IOException {
        assertRefuses(
                ServerProcess.in(home()).with("QUERYBATCH_DEV", null),
                SOON,
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION is not set");
    }

    @Test
    void refusesToStartWithoutACatalogFolder() throws IOException {
        assertRefuses(
                ServerProcess.in(home()).with("QUERYBATCH_CATALOG", "no/such/folder"), SOON, "QUERYBATCH_CATALOG");
    }

    @Test
    void refusesATakenPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertRefuses(ServerProcess.in(home()).port(port), SOON, "port " + port);
        }
    }

    @Test
    void refusesABrokenCatalogAndSaysWhere() throws IOException {
        Path home = home();
        Path catalog = Files.createDirectories(home.resolve("catalog"));
        Files.writeString(catalog.resolve("broken.yaml"), "ds_id: X\nname: X\nconector: duckdb\n");
        assertRefuses(
                ServerProcess.in(home).with("QUERYBATCH_CATALOG", catalog.toString()),
                BOOT,
                "broken.yaml:3: unknown key \"conector\", did you mean \"connector\"?");
    }

    @Test
    void refusesKeysOfResultsThatCannotBeReadAndDoesNotQuoteThem() throws IOException {
        assertRefuses(
                ServerProcess.in(home()).with("QUERYBATCH_RESULTS_KEYS", "2026:c2VjcmV0"),
                BOOT,
                "querybatch.results.keys: key \"2026\" must be the base64 of 32 bytes");
    }

    @Test
    void refusesADatabaseThatDoesNotAnswer() throws IOException {
        String url = "jdbc:postgresql://127.0.0.1:" + ServerProcess.freePort() + "/nowhere";
        assertRefuses(ServerProcess.in(home()).with("QUERYBATCH_DB_URL", url), BOOT, "querybatch.db.url");
    }

    @Test
    void servesInDevelopmentModeAndEndsOnSigterm() throws IOException {
        Path home = home();
        try (ServerProcess server = ServerProcess.in(home)
                .with("QUERYBATCH_WORKRES", "secret")
                .jvm("-Dquerybatch.dran=PT1S")
                .start()) {
            assertThat(server.log()).contains("DEVELOPMENT MODE").doesNotContain("secret");
            assertThat(server.log().lines().filter(line -> line.contains("there is no such setting")))
                    .hasSize(2)
                    .anyMatch(line -> line.endsWith(
                            "QUERYBATCH_WORKRES: there is no such setting, did you mean QUERYBATCH_WORKERS?"))
                    .anyMatch(line ->
                            line.endsWith("querybatch.dran: there is no such setting, did you mean querybatch.drain?"));
            assertThat(server.healthIs("health/live", 200)).isTrue();
            assertThat(server.healthIs("health/started", 200)).isTrue();
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(home.resolve("keys/dev-private.pem"))))
                    .isEqualTo("rw-------");
            Api api = new Api(server.url(), DevTokens.token(home, "--tenant", "acme", "--ttl", "PT1M"));
            assertThat(api.get("query/batch/qrb_00000000000000000000").status()).isEqualTo(404);
            server.terminate();
            assertThat(server.awaitExit(SOON)).isZero();
            assertThat(server.log()).contains("querybatch: ending").doesNotContain("WELD-");
            assertThat(unpacked(home)).isEmpty();
        }
    }

    /** 360 MB of each would fill the disk. */
    @Test
    void whatAKilledServerLeftUnpackedIsGoneWithTheNext() throws IOException {
        Path home = home();
        try (ServerProcess killed = ServerProcess.in(home).start()) {
            killed.kill();
            List<Path> left = unpacked(home);
            try (ServerProcess next = ServerProcess.in(home).start()) {
                assertThat(next.healthIs("health/ready", 200)).isTrue();
                assertThat(left).hasSize(1).doesNotContainAnyElementsOf(unpacked(home));
                assertThat(unpacked(home)).hasSize(1);
            }
        }
    }

    @Test
    void serversStartFromAPreparedFolderAndWriteNothingIntoIt() throws IOException {
        Path folder = home().resolve("a folder");
        assertThat(prepare(folder))
                .contains("Start with: java @" + folder.resolve("start"))
                .contains("with little memory: java @" + folder.resolve("start-small"));
        List<String> before = filesIn(folder);
        try (ServerProcess one =
                        ServerProcess.in(home()).by(folder.resolve("start")).start();
                ServerProcess other = ServerProcess.in(home())
                        .plain()
                        .by(folder.resolve("start-small"))
                        .start()) {
            for (ServerProcess server : List.of(one, other)) {
                Api api = new Api(server.url(), DevTokens.token(server.home(), "--tenant", "acme", "--ttl", "PT1M"));
                String batch = Batches.submit(api, ONE_QUERY);
                assertThat(Batches.awaitEnd(api, batch, BOOT).getString("outcome"))
                        .isEqualTo("completed");
                server.terminate();
                assertThat(server.awaitExit(SOON)).isZero();
            }
        }
        assertThat(filesIn(folder)).isEqualTo(before);
        assertThatThrownBy(() -> prepare(folder)).hasMessageContaining("there is something in " + folder);
    }

    private static String prepare(Path folder) {
        return Processes.run(
                Processes.java().toString(), "-jar", Project.uberJar().toString(), "--prepare", folder.toString());
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file + " " + file.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> unpacked(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("tmp"))) {
            return files.filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().startsWith("server-"))
                    .toList();
        }
    }
}
