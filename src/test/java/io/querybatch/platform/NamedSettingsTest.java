package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents, and the files that operators copy, name no setting that does not exist. */
class NamedSettingsTest {

    private static final Pattern SETTING =
            Pattern.compile("QUERYBATCH_[A-Z0-9_]*[A-Z0-9]|`querybatch\\.[a-z0-9.-]*[a-z0-9](?=[`=])");

    /** Files are named after the product, too. */
    private static final Pattern FILE = Pattern.compile(".*\\.(jar|war|properties|conf|service|env|yaml|json)");

    private static final Set<String> OF_TESTS = Set.of("QUERYBATCH_HTTP");

    static Stream<Path> files() throws IOException {
        return Stream.of("docs", "server-config", "README.md", "SECURITY.md")
                .map(Project.base()::resolve)
                .flatMap(NamedSettingsTest::in)
                .filter(file -> !file.toString().matches(".*\\.(csv|png)"));
    }

    private static Stream<Path> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> named(String text) {
        return SETTING.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .filter(name -> !FILE.matcher(name).matches())
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachExists(Path file) throws IOException {
        assertThat(SettingNames.warnings(named(Files.readString(file)), OF_TESTS))
                .isEmpty();
    }

    @Test
    void oneThatDoesNotWouldBeFound() {
        assertThat(SettingNames.warnings(
                        named("`querybatch.node-timeout`, QUERYBATCH_PROT=1 and `querybatch.jar`"), Set.of()))
                .hasSize(2);
    }
}
