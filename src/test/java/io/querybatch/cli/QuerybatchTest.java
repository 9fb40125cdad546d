package io.querybatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.CommandLineClient;
import io.querybatch.testing.CommandLineClient.Run;
import io.querybatch.testing.ServerProcess;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that need no server. */
class QuerybatchTest {

    private static Run run(String... arguments) {
        return CommandLineClient.inProcess(Map.of(), arguments);
    }

    @Test
    void whatIsNotUnderstoodIsSaidInAFewLinesWithCode2() {
        Run run = run("stats");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .containsSubsequence("querybatch: Unmatched argument at index 0: 'stats'", "Try: querybatch --help");
        for (String[] wrong : List.of(
                new String[] {"status"},
                new String[] {"status", "qrb_1", "--state", "WRONG"},
                new String[] {"submit", "no/such/file.json"},
                new String[] {"submit", "-", "--on-invalid", "ignore"},
                new String[] {"schedule"},
                new String[] {"schedule", "create", "0 6 * * *"},
                new String[] {"schedule", "create", "0 6 * * *", "no/such/file.json"},
                new String[] {"schedule", "create", "0 6 * * *", "-"},
                new String[] {"schedule", "show"},
                new String[] {"schedule", "add"},
                new String[] {"key"},
                new String[] {"key", "create", "nightly"},
                new String[] {"key", "create", "--tenant", "acme"},
                new String[] {"key", "create", "nightly", "--tenant", "acme", "--ds-access", "ORD"},
                new String[] {"key", "create", "nightly", "--tenant", "acme", "--expires-in-days", "soon"},
                new String[] {"key", "revoke"},
                new String[] {"sources", "--url", "localhost:8080"},
                new String[] {"sources", "--token-file", "no/such/file"},
                new String[] {"sources", "--ca-file", "no/such/file"},
                new String[] {})) {
            assertThat(run(wrong).exit()).as(List.of(wrong).toString()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatIsNotThereIsCode1WithoutItsAddress() {
        String url = "http://127.0.0.1:" + ServerProcess.freePort();
        Run run = CommandLineClient.inProcess(Map.of("QUERYBATCH_URL", url, "QUERYBATCH_TOKEN", "secret"), "sources");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("querybatch: the server cannot be reached (QUERYBATCH_URL, --url)");
    }

    @Test
    void helpTellsTheExitCodesAndCommands() {
        assertThat(run("--help").out())
                .contains("3   the batch completed with errors", "submit", "generate-completion");
        assertThat(run("results", "--help").exit()).isZero();
        assertThat(run("submit", "--help").out()).contains("--on-invalid", "fail_query", "(refuse)");
        assertThat(run("schedule", "--help").out())
                .contains("create", "list", "show", "runs", "run", "pause", "resume", "delete");
        assertThat(run("key", "--help").out()).contains("create", "list", "revoke");
        assertThat(run("generate-completion").out()).contains("complete -F", "refuse", "fail_query", "--missed-runs");
    }

    @Test
    void tokensAreSignedWithTheKeyOfTheServer(@TempDir Path home) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        Files.createDirectories(home.resolve("keys"));
        Files.writeString(
                home.resolve("keys/dev-private.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Run run = CommandLineClient.inProcess(
                Map.of("QUERYBATCH_HOME", home.toString()),
                "token",
                "--tenant",
                "we \"quote\"",
                "--scope",
                "a b",
                "--ds-access",
                "{\"FLIGHTS\":[\"ORD\"]}",
                "--ttl",
                "PT1M");
        assertThat(run.err()).isEmpty();
        String[] parts = run.out().strip().split("\\.", -1);
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(keys.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        JsonObject claims = Json.createReader(
                        new StringReader(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)))
                .readObject();
        assertThat(claims.getString("tenant")).isEqualTo("we \"quote\"");
        assertThat(claims.getJsonArray("groups").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(claims.getJsonObject("ds_access").toString()).isEqualTo("{\"FLIGHTS\":[\"ORD\"]}");
        assertThat(claims.getInt("exp") - claims.getInt("iat")).isEqualTo(60);
    }

    @Test
    void aTokenThatCannotBeMadeIsExplained(@TempDir Path home) {
        assertThat(run("token", "--home", home.toString()).err())
                .contains("no key at", "start the server once with QUERYBATCH_DEV=true");
        assertThat(run("token", "--ttl", "8 hours").err()).contains("--ttl: 8 hours is not a duration such as PT8H");
        assertThat(run("token", "--ds-access", "ORD").exit()).isEqualTo(2);
    }
}
