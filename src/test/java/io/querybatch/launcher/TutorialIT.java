package io.querybatch.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every block of {@code docs/tutorial.md}, pasted in its order by somebody who has a clone and nothing else. */
@Tag("h2")
class TutorialIT {

    private static final Duration START = Duration.ofMinutes(4);

    private final String port = String.valueOf(ServerProcess.freePort());
    private Paster paster;
    private Process server;

    /** A folder that looks like the clone after the build. */
    @BeforeEach
    void cloneAndBuild() throws IOException {
        Path clone = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "tutorial");
        Files.createSymbolicLink(clone.resolve("target"), Project.target());
        paster = new Paster(clone, Map.of("QUERYBATCH_URL", "http://localhost:" + port + "/"));
    }

    @AfterEach
    void end() {
        if (server != null) {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        }
    }

    @Test
    void everyBlockWorksAndPrintsWhatTheTutorialSays() throws Exception {
        Document tutorial = Document.of("docs/tutorial.md");
        List<String> blocks = tutorial.in("sh");
        int start = indexOf("querybatch.jar", blocks);
        int away = indexOf("rm -r shop", blocks);
        assertThat(blocks.get(0)).as("what has made target").isEqualTo("mvn -q package -DskipTests\n");
        assertThat(away).as("nothing comes after").isEqualTo(blocks.size() - 1);

        paster.paste(String.join("", blocks.subList(1, start)));
        startServer(blocks.get(start));
        String printed = paster.paste(String.join("", blocks.subList(start + 1, away)));

        assertPrinted(tutorial.in(""), printed);
        Path shop = paster.folder().resolve("shop");
        assertThat(filesIn(shop.resolve("results"))).isEqualTo(270);
        assertThatTheResultsAddUpToTheFile(shop);
        paster.paste(blocks.get(away));
        assertThat(shop).doesNotExist();
    }

    private static int indexOf(String marker, List<String> blocks) {
        return blocks.indexOf(blocks.stream()
                .filter(block -> block.contains(marker))
                .findFirst()
                .orElseThrow());
    }

    private void startServer(String block) throws IOException {
        Path log = paster.folder().resolve("server.log");
        server = paster.leave(block.replace("8080", port), log);
        Poll.until(START, "the server says that it is ready", () -> {
            String said = read(log);
            if (!server.isAlive()) {
                throw new IllegalStateException(said);
            }
            return said.contains("querybatch: ready");
        });
    }

    /** Line by line in its order, with anything for an ellipsis; what the tutorial leaves out may stand between. */
    private static void assertPrinted(List<String> promised, String printed) {
        Iterator<String> lines = printed.lines().iterator();
        for (String line : promised.stream().flatMap(String::lines).toList()) {
            Pattern form = Pattern.compile(
                    Stream.of(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
            assertThat(has(lines, form))
                    .as("\"%s\", in its place in%n%s", line, printed)
                    .isTrue();
        }
    }

    /** Whether a line like that is still to come; goes on behind it. */
    private static boolean has(Iterator<String> lines, Pattern form) {
        while (lines.hasNext()) {
            if (form.matcher(lines.next()).matches()) {
                return true;
            }
        }
        return false;
    }

    private static long filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".csv")).count();
        }
    }

    /** DuckDB, asked directly: nothing was lost and nothing counted twice on the way. */
    private static void assertThatTheResultsAddUpToTheFile(Path shop) throws SQLException {
        String file = shop + "/catalog/data/orders.parquet";
        String days = "select round(sum(\"Revenue\"), 2) || ' of ' || sum(\"Orders\") from ";
        String whole = single("select round(sum(price), 2) || ' of ' || count(*) from '" + file + "'");
        assertThat(single(days + "'" + shop + "/results/*.csv'")).isEqualTo(whole);
        assertThat(single(days + "'" + shop + "/catalog/data/products.parquet'"))
                .isEqualTo(whole);
    }

    private static String single(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
