package io.querybatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Spectral finds nothing to complain of in the OpenAPI document, no warning either. Skipped where there is no node, or no way to
 * the packages that {@code package-lock.json} names, unless {@code CI_NODE=true} wants it to fail then.
 */
class SpectralTest {

    private static final boolean WANTED = "true".equals(System.getenv("CI_NODE"));
    private static final Path SOURCES = Project.base().resolve("src/test/openapi");
    private static final Path HOME = Project.target().resolve("spectral");
    private static final long MINUTES = 5;

    @BeforeAll
    static void install() throws IOException {
        Files.createDirectories(HOME);
        for (String file : List.of("package.json", "package-lock.json", "spectral.yaml")) {
            Files.copy(SOURCES.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!isInstalled()) {
            run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=0");
        }
        if (!WANTED) {
            Assumptions.assumeTrue(isInstalled(), "node, or what Spectral consists of, is not to be had");
        }
    }

    /** npm writes that file at its end. */
    private static boolean isInstalled() throws IOException {
        Path installed = HOME.resolve("node_modules/.package-lock.json");
        return Files.exists(installed)
                && Files.getLastModifiedTime(installed)
                                .compareTo(Files.getLastModifiedTime(SOURCES.resolve("package-lock.json")))
                        > 0;
    }

    /** What it said, and its exit code; the code is -1 if it could not be started. */
    private record Run(int code, String said) {}

    private static Run run(String... command) {
        try {
            Path log = Files.createTempFile(HOME, "run", ".log");
            Process process = new ProcessBuilder(command)
                    .directory(HOME.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly();
            return new Run(ended ? process.exitValue() : -1, Files.readString(log));
        } catch (IOException e) {
            return new Run(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Run lint(Path document) {
        return run(
                "node",
                "node_modules/@stoplight/spectral-cli/dist/index.js",
                "lint",
                "--ruleset",
                "spectral.yaml",
                "--fail-severity",
                "hint",
                document.toString());
    }

    @Test
    void complainsOfNothing() {
        Run run = lint(Project.base().resolve("src/main/resources/openapi/querybatch.yaml"));
        assertThat(run.code()).as(run.said()).isZero();
    }

    @Test
    void wouldComplainOfAnExampleThatIsNotOfItsSchemaAndOfAMissingDescription() {
        Run run = lint(changed("query_amount: 2", "query_amount: two"));
        assertThat(run.said()).contains("oas3-valid-media-example");
        assertThat(run.code()).isEqualTo(1);
        Run other = lint(
                changed("      description: The batch as it stands. To follow it, ask for its status instead.\n", ""));
        assertThat(other.said()).contains("operation-description");
        assertThat(other.code()).isEqualTo(1);
    }

    private static Path changed(String text, String by) {
        try {
            String document = Files.readString(Project.base().resolve("src/main/resources/openapi/querybatch.yaml"));
            assertThat(document).contains(text);
            return Files.writeString(HOME.resolve("changed.yaml"), document.replace(text, by));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
