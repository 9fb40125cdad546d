package io.querybatch.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What came of the tests on each server, from the reports of {@code mvn -Pall-servers}, as a table for {@code docs/servers}. */
public final class ServerMatrix {

    /** Folders of reports, as the build calls them; those without a server's name are Payara Micro's. */
    private static final Map<String, List<String>> SERVERS = servers();

    /** Class of tests, then folder, to what came of it. */
    private final Map<String, Map<String, Outcome>> classes = new TreeMap<>();

    private static Map<String, List<String>> servers() {
        return Arrays.stream(ServerKind.values())
                .collect(Collectors.toMap(
                        ServerKind::title, ServerMatrix::folders, (one, other) -> one, LinkedHashMap::new));
    }

    private static List<String> folders(ServerKind kind) {
        String prefix = kind == ServerKind.PAYARA_MICRO ? "" : kind.id() + "-";
        return List.of(prefix + "h2", prefix + "postgresql");
    }

    private record Outcome(int tests, int failed, int skipped) {

        static Outcome of(Element suite) {
            return new Outcome(
                    number(suite, "tests"),
                    number(suite, "failures") + number(suite, "errors"),
                    number(suite, "skipped"));
        }

        private static int number(Element suite, String name) {
            return Integer.parseInt(suite.getAttribute(name));
        }

        Outcome and(Outcome other) {
            return new Outcome(tests + other.tests, failed + other.failed, skipped + other.skipped);
        }

        @Override
        public String toString() {
            return failed == 0 ? String.valueOf(tests - skipped) : "**" + failed + " of " + (tests - skipped) + "**";
        }
    }

    /** {@code reports}: the folder with one folder for each server and store. */
    ServerMatrix(Path reports) throws IOException {
        for (List<String> folders : SERVERS.values()) {
            for (String folder : folders) {
                read(reports.resolve(folder), folder);
            }
        }
    }

    private void read(Path folder, String name) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().matches("TEST-.*\\.xml"))
                    .toList()) {
                Element suite = root(file);
                String test = suite.getAttribute("name").replaceAll(".*\\.", "");
                classes.computeIfAbsent(test, key -> new TreeMap<>()).merge(name, Outcome.of(suite), Outcome::and);
            }
        }
    }

    private static Element root(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " cannot be read", e);
        }
    }

    /** In Markdown: numbers of tests, those that failed in bold; a dash where a test does not run. */
    String table() {
        StringBuilder table = new StringBuilder("| | " + String.join(" | ", SERVERS.keySet()) + " |\n");
        table.append("|---".repeat(SERVERS.size() + 1)).append("|\n");
        classes.forEach((test, outcomes) -> table.append("| ")
                .append(test)
                .append(" | ")
                .append(SERVERS.values().stream()
                        .map(folders -> cell(folders, outcomes))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n"));
        return table.toString();
    }

    /** With H2, and with PostgreSQL behind it. */
    private static String cell(List<String> folders, Map<String, Outcome> outcomes) {
        return folders.stream()
                .map(folder ->
                        outcomes.containsKey(folder) && outcomes.get(folder).tests() > 0
                                ? outcomes.get(folder).toString()
                                : "–")
                .collect(Collectors.joining(" / "));
    }

    /** Prints the table of the folder that is named. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(new ServerMatrix(Path.of(arguments[0])).table());
    }
}
