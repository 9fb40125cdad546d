package io.querybatch.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the documents tell a stranger to paste, pasted. */
@Tag("h2")
class ReadmeIT {

    private static final Path CLI = Project.target().resolve("querybatch-cli.jar");
    private static ServerProcess server;

    @BeforeAll
    static void start() throws IOException {
        Path home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "readme");
        server = ServerProcess.in(home).start();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Test
    void theSessionInTheReadmeWorks() throws IOException, InterruptedException {
        assumeTrue(hasCurl(), "the session needs curl");
        String session = block("README.md", "querybatch()")
                + block("README.md", "TOKEN=$QUERYBATCH_TOKEN")
                + block("README.md", "/query/data/csv");
        List<String> lines = paste(session).lines().toList();
        assertThat(lines)
                .anyMatch(line -> line.endsWith(" completed: 93 succeeded, 0 failed"))
                .contains("results: 93 results, 0 queries without")
                .anyMatch(line -> line.contains("\"total\":93") && line.contains("_query_1\""))
                .anyMatch(line -> line.contains(
                        "\"data\":[[\"Date\",\"Airport code\",\"Flights\",\"On-time ratio\"],[\"2001-01-01\",\"ORD\","))
                .anyMatch(line -> line.contains("\"cancel_time\":"))
                .contains("Airport code,Flights,On-time ratio")
                .anyMatch(line -> line.startsWith("ATL,"));
    }

    @Test
    void theSessionOfTheCommandLineWorks() throws IOException, InterruptedException {
        List<String> lines = paste(block("docs/cli.md", "querybatch()")).lines().toList();
        assertThat(lines)
                .anyMatch(line -> line.startsWith("would be accepted: 93 queries"))
                .anyMatch(line -> line.endsWith(" completed: 93 succeeded, 0 failed"))
                .contains("results: 93 results, 0 queries without")
                .anyMatch(line -> line.startsWith("{\"meta\":") && line.contains("[\"2001-01-07\",\"ORD\","));
    }

    @Test
    void theExampleOfTheJavaClientWorks() throws IOException, InterruptedException {
        Path folder = folder();
        Files.writeString(folder.resolve("Report.java"), block("docs/client.md", "class Report"));
        List<String> lines = paste(
                        block("docs/cli.md", "querybatch()").lines().limit(3).collect(Collectors.joining("\n"))
                                + "\n" + Path.of(System.getProperty("java.home"), "bin", "java")
                                + " -cp target/querybatch-cli.jar "
                                + folder + "/Report.java")
                .lines()
                .toList();
        assertThat(lines).contains("93 have ended").last().isEqualTo("completed");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("[ORD] [[\"Date\","))
                .hasSize(31);
    }

    private static Path folder() throws IOException {
        return Files.createTempDirectory(server.home(), "reader");
    }

    private static String block(String document, String marker) throws IOException {
        return Document.of(document).with(marker);
    }

    /** In a folder of its own, against the server of this test. */
    private static String paste(String session) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of(
                "QUERYBATCH_HOME",
                server.home().toString(),
                "QUERYBATCH_URL",
                server.url().toString());
        return new Paster(folder(), environment)
                .paste(session.replace("http://localhost:8080/", server.url().toString())
                        .replace("target/querybatch-cli.jar", CLI.toString()));
    }

    private static boolean hasCurl() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
    }
}
