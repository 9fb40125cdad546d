package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The description of the settings and the settings themselves are the same list. */
class SettingsTest {

    private static final Pattern SETTING = Pattern.compile("\"((?:querybatch|mp\\.jwt\\.verify)\\.[a-z0-9.-]+)\"");
    private static final Pattern DESCRIBED = Pattern.compile("(?m)^#((?:querybatch|mp\\.jwt)\\.[a-z0-9.-]+)=");

    private static Set<String> find(Pattern pattern, Path... files) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : files) {
            Matcher matcher = pattern.matcher(Files.readString(file));
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    @Test
    void everySettingThatIsReadIsDescribedAndNoOther() throws IOException {
        Path sources = Project.base().resolve("src/main/java/io/querybatch");
        Set<String> read = find(
                SETTING,
                sources.resolve("platform/Settings.java"),
                sources.resolve("platform/S3Settings.java"),
                sources.resolve("launcher/Preflight.java"));
        read.addAll(Set.of("mp.jwt.verify.issuer", "mp.jwt.verify.audiences"));
        Set<String> described = find(DESCRIBED, Project.base().resolve("server-config/querybatch.properties"));
        assertThat(described).isEqualTo(read).hasSizeGreaterThan(20);
    }
}
