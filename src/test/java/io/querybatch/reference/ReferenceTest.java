package io.querybatch.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/reference} is what the code says. With {@code -Dreference.write=true} it is written anew instead. */
class ReferenceTest {

    private static final Map<String, Page> PAGES = Map.of(
            "settings.md", new SettingsPage(),
            "errors.md", new ErrorsPage(),
            "limits.md", new LimitsPage(),
            "catalog.md", new CatalogPage());

    private static final String WRITE = "mvn test -Dtest=ReferenceTest -Dreference.write=true";

    static Stream<Arguments> pages() {
        return PAGES.entrySet().stream().map(page -> Arguments.of(page.getKey(), page.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void aPageIsWhatTheCodeSays(String name, Page page) throws IOException {
        String text = page.body() + "\nMade of the code by `" + WRITE + "`.\n";
        Path file = Project.base().resolve("docs/reference").resolve(name);
        if (Boolean.getBoolean("reference.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(file)
                .as("docs/reference/%s; to write it anew: %s", name, WRITE)
                .exists();
        assertThat(Files.readString(file))
                .as("docs/reference/%s is not what the code says; to write it anew: %s", name, WRITE)
                .isEqualTo(text);
    }
}
