package io.querybatch.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Catalog files that documents show can be copied from there. */
class DocumentedCatalogTest {

    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

    private static List<String> in(String document) throws IOException {
        return YAML.matcher(Files.readString(Project.base().resolve(document)))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    static Stream<String> examples() throws IOException {
        return Stream.of(in("README.md"), in("docs/catalog.md")).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsAWholeFile(String example, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("example.yaml"), example);
        assertThatCode(() -> CatalogFiles.load(folder, new Variables(name -> Optional.of("of the environment"))))
                .doesNotThrowAnyException();
    }

    @Test
    void thereAreSome() throws IOException {
        assertThat(examples()).hasSizeGreaterThanOrEqualTo(4);
    }
}
