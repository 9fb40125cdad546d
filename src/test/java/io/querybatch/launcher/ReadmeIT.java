package io.querybatch.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README tells a stranger to paste, pasted. */
class ReadmeIT {

    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    @Test
    void theSessionInTheReadmeWorks() throws IOException, InterruptedException {
        assumeTrue(hasCurl(), "the session needs curl");
        Path home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "readme");
        try (ServerProcess server = ServerProcess.in(home).start()) {
            String session = (block("TOKEN=$(") + block("/query/data/csv"))
                    .replace("http://localhost:8080/", server.url().toString());
            List<String> lines = paste(session, home).lines().toList();
            assertThat(lines.get(0)).contains("\"query_amount\":93");
            assertThat(lines.get(1)).contains("\"total\":93").contains("_query_1\"");
            assertThat(lines.get(2))
                    .contains(
                            "\"data\":[[\"Date\",\"Airport code\",\"Flights\",\"On-time ratio\"],[\"2001-01-01\",\"ORD\",");
            assertThat(lines.get(3)).contains("\"cancel_time\":");
            assertThat(lines.subList(4, 9))
                    .startsWith("Airport code,Flights,On-time ratio")
                    .anyMatch(line -> line.startsWith("ATL,"));
        }
    }

    private static String block(String marker) throws IOException {
        String readme = Files.readString(Project.base().resolve("README.md"));
        return BLOCK.matcher(readme)
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(block -> block.contains(marker))
                .findFirst()
                .orElseThrow();
    }

    private static String paste(String session, Path home) throws IOException, InterruptedException {
        Path script =
                Files.writeString(home.resolve("session.sh"), session.replace("batch.json", home + "/batch.json"));
        ProcessBuilder shell = new ProcessBuilder("sh", script.toString())
                .directory(Project.base().toFile());
        shell.environment().put("QUERYBATCH_HOME", home.toString());
        Process process = shell.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(errors).isZero();
        return out;
    }

    private static boolean hasCurl() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
    }
}
