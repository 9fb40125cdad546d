package io.querybatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Project;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What Prometheus itself says of the files for it, and what the alerts do on numbers as a server shows them
 * ({@code src/test/prometheus}). Skipped where there is no promtool on the path (Debian's package {@code prometheus} has it),
 * unless {@code CI_PROMTOOL=true} wants it to fail then.
 */
class AlertRulesTest {

    private static final String RULES = "server-config/observability/prometheus-alerts.yaml";
    private static final long MINUTES = 1;

    private static Path promtool;

    @BeforeAll
    static void find() {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        if (!"true".equals(System.getenv("CI_PROMTOOL"))) {
            Assumptions.assumeTrue(found.isPresent(), "promtool is not to be had");
        }
        promtool = found.orElseThrow(() -> new AssertionError("no promtool on the path"));
    }

    @Test
    void everyRuleIsWellFormed() throws Exception {
        assertThat(promtool("check", "rules", RULES)).contains("SUCCESS: 6 rules found");
    }

    @Test
    void theConfigurationIsWellFormed() throws Exception {
        assertThat(promtool("check", "config", "--syntax-only", "server-config/observability/prometheus.yaml"))
                .contains("SUCCESS");
    }

    @Test
    void alertsTellTroubleFromEverydayLife() throws Exception {
        assertThat(promtool("test", "rules", "src/test/prometheus/alerts-test.yaml"))
                .contains("SUCCESS");
    }

    /** What it said; it had nothing to complain of. */
    private static String promtool(String... arguments) throws IOException, InterruptedException {
        Path log = Files.createTempFile(Files.createDirectories(Project.target().resolve("promtool")), "run", ".log");
        Process process = new ProcessBuilder(Stream.concat(Stream.of(promtool.toString()), Stream.of(arguments))
                        .toList())
                .directory(Project.base().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        String said = Files.readString(log);
        assertThat(ended && process.exitValue() == 0).as(said).isTrue();
        return said;
    }
}
