package io.querybatch.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The list of licences is in everything that is shipped, and has everything that is shipped. That they are allowed the build sees to. */
@Tag("h2")
class LicencesIT {

    private static final String LIST = "META-INF/THIRD-PARTY.txt";
    private static final Pattern LIBRARY = Pattern.compile("WEB-INF/lib/(.+)-(\\d.*)\\.jar");
    private static final Pattern SCRIPT = Pattern.compile("console/vendor/.+/([a-z]+)[a-z-]*-(\\d.*)\\.js");
    private static final Path CLI = Project.target().resolve("querybatch-cli.jar");

    private static List<String> names(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(ZipEntry::getName).toList();
        }
    }

    private static String list(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile());
                InputStream in = file.getInputStream(file.getEntry(LIST))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> shipped(Pattern pattern) throws IOException {
        return names(Project.war()).stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1) + ":" + matcher.group(2) + " (")
                .toList();
    }

    @Test
    void isBesideTheServerAndInEverythingThatIsShipped() throws IOException {
        String list = Files.readString(Project.target().resolve("THIRD-PARTY.txt"));
        for (Path jar : List.of(Project.war(), Project.uberJar(), CLI)) {
            assertThat(list(jar)).as(jar.toString()).isEqualTo(list);
            assertThat(names(jar)).as(jar.toString()).contains("META-INF/LICENSE");
        }
    }

    @Test
    void hasEveryLibraryAndScriptOfTheApplication() throws IOException {
        List<String> libraries = shipped(LIBRARY);
        List<String> scripts = shipped(SCRIPT);
        assertThat(libraries).hasSizeGreaterThan(50);
        assertThat(scripts).hasSize(2);
        assertThat(list(Project.war()))
                .contains(Stream.concat(libraries.stream(), scripts.stream()).toList());
    }

    @Test
    void hasTheServerAndTheLibrariesOfTheCommandLineClient() throws IOException {
        assertThat(names(CLI)).contains("picocli/CommandLine.class", "org/eclipse/parsson/JsonProviderImpl.class");
        assertThat(list(CLI))
                .contains("info.picocli:picocli:", "org.eclipse.parsson:parsson:", "jakarta.json:jakarta.json-api:");
        assertThat(list(Project.uberJar())).contains("fish.payara.extras:payara-micro:");
    }

    @Test
    void namesLicencesAsSpdxDoes() throws IOException {
        List<String> lines = list(Project.war())
                .lines()
                .filter(line -> line.matches("\\S+:\\S+ \\(.*"))
                .toList();
        assertThat(lines)
                .hasSizeGreaterThan(100)
                .allMatch(line -> line.matches("\\S+ \\((Apache-2\\.0|BSD-[23]-Clause|CC0-1\\.0|CDDL-1\\.1"
                        + " OR|EPL-[12]\\.0|GPL-2\\.0-only|LGPL-2\\.1|MIT|MPL-2\\.0)[ |)-].*"));
    }
}
