package io.querybatch.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between documents lead somewhere, and every document is reached from the index. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Path DOCS = Project.base().resolve("docs");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> all = Files.walk(DOCS)) {
            List<Path> found =
                    all.filter(file -> file.toString().endsWith(".md")).toList();
            return Stream.concat(
                    found.stream(),
                    Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md").map(Project.base()::resolve));
        }
    }

    /** Without blocks, which have other people's brackets. */
    private static String prose(Path document) throws IOException {
        return Files.readString(document).replaceAll("(?ms)^```.*?^```$", "");
    }

    private static List<String> links(Path document) throws IOException {
        return LINK.matcher(prose(document))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("https?:.*"))
                .toList();
    }

    /** As they are made of headings. */
    private static Set<String> anchors(Path document) throws IOException {
        return HEADING.matcher(prose(document))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(text -> text.replaceAll("[^\\p{L}\\p{N}_ -]", "").strip().replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Path document) throws IOException {
        for (String link : links(document)) {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty()
                    ? document
                    : document.resolveSibling(parts[0]).normalize();
            assertThat(target).as(link).exists();
            if (parts.length == 2) {
                assertThat(anchors(target)).as(link).contains(parts[1]);
            }
        }
    }

    @Test
    void theIndexHasEveryDocument() throws IOException {
        Path index = DOCS.resolve("README.md");
        List<Path> linked = links(index).stream()
                .map(link -> index.resolveSibling(link).normalize())
                .toList();
        assertThat(documents().filter(file -> file.startsWith(DOCS) && !file.startsWith(DOCS.resolve("adr"))))
                .allMatch(file -> file.equals(index) || linked.contains(file));
    }
}
