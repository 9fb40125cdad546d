package io.querybatch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerMatrixTest {

    @TempDir
    Path reports;

    private void report(String folder, String test, int tests, int failures, int errors, int skipped)
            throws IOException {
        Files.writeString(
                Files.createDirectories(reports.resolve(folder)).resolve("TEST-io.querybatch." + test + ".xml"),
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="io.querybatch.%s" time="1.5" tests="%d" errors="%d" skipped="%d" failures="%d"/>
                """.formatted(test, tests, errors, skipped, failures));
    }

    @Test
    void saysForEachServerAndStoreHowManyTestsRanAndFailed() throws IOException {
        report("h2", "http.EnvelopeIT", 6, 0, 0, 0);
        report("wildfly-h2", "http.EnvelopeIT", 6, 0, 0, 1);
        report("wildfly-postgresql", "execution.BatchIT", 12, 1, 2, 0);
        report("liberty-h2", "execution.BatchIT", 0, 0, 0, 0);
        assertThat(new ServerMatrix(reports).table()).isEqualTo("""
                        | | Payara Micro | WildFly | Open Liberty | Payara Server |
                        |---|---|---|---|---|
                        | BatchIT | – / – | – / **3 of 12** | – / – | – / – |
                        | EnvelopeIT | 6 / – | 5 / – | – / – | – / – |
                        """);
    }
}
