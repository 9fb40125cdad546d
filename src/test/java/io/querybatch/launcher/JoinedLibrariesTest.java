package io.querybatch.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinedLibrariesTest {

    @TempDir
    Path folder;

    /** A jar whose entries each say where they are from. */
    private void jar(String name, boolean multiRelease, String... entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, String.valueOf(multiRelease));
        try (OutputStream out = Files.newOutputStream(folder.resolve(name));
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String entry : entries) {
                jar.putNextEntry(new ZipEntry(entry));
                jar.write((entry + " of " + name).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private JarFile joined() throws Exception {
        JoinedLibraries.join(folder);
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("libraries.jar"));
        assertThat(folder.toFile().list()).hasSize(1);
        return new JarFile(folder.resolve("libraries.jar").toFile());
    }

    private static String text(JarFile jar, String entry) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void everythingOfAllIsInOne() throws Exception {
        jar("a.jar", false, "a/A.class", "a/texts.properties");
        jar("b.jar", false, "b/B.class", "META-INF/maven/pom.xml");
        try (JarFile jar = joined()) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .containsExactly(
                            JarFile.MANIFEST_NAME,
                            "a/A.class",
                            "a/texts.properties",
                            "b/B.class",
                            "META-INF/maven/pom.xml");
            assertThat(text(jar, "a/A.class")).isEqualTo("a/A.class of a.jar");
            assertThat(text(jar, "a/texts.properties")).isEqualTo("a/texts.properties of a.jar");
        }
    }

    @Test
    void aServiceHasTheProvidersOfAll() throws Exception {
        jar("a.jar", false, "META-INF/services/java.sql.Driver");
        jar("b.jar", false, "META-INF/services/java.sql.Driver");
        try (JarFile jar = joined()) {
            assertThat(text(jar, "META-INF/services/java.sql.Driver").lines())
                    .containsExactly(
                            "META-INF/services/java.sql.Driver of a.jar", "META-INF/services/java.sql.Driver of b.jar");
        }
    }

    @Test
    void classesForALaterJavaAreThereIfTheirLibraryUsesThem() throws Exception {
        jar("a.jar", true, "a/A.class", "META-INF/versions/11/a/A.class");
        jar("b.jar", false, "b/B.class", "META-INF/versions/11/b/B.class");
        try (JarFile jar = joined()) {
            assertThat(jar.isMultiRelease()).isTrue();
            assertThat(jar.getEntry("META-INF/versions/11/a/A.class")).isNotNull();
            assertThat(jar.getEntry("META-INF/versions/11/b/B.class")).isNull();
        }
    }

    @Test
    void whatIsAboutAJarAsAWholeIsLeftOut() throws Exception {
        jar(
                "a.jar",
                true,
                "module-info.class",
                "META-INF/versions/9/module-info.class",
                "META-INF/INDEX.LIST",
                "META-INF/SIGNER.SF",
                "META-INF/SIGNER.RSA");
        try (JarFile jar = joined()) {
            assertThat(jar.stream().map(JarEntry::getName)).containsExactly(JarFile.MANIFEST_NAME);
        }
    }

    @Test
    void ofFilesOfTheSameNameTheFirstIsTaken() throws Exception {
        jar("a.jar", false, "META-INF/LICENSE");
        jar("b.jar", false, "META-INF/LICENSE");
        try (JarFile jar = joined()) {
            assertThat(text(jar, "META-INF/LICENSE")).isEqualTo("META-INF/LICENSE of a.jar");
        }
    }

    @Test
    void twoClassesOfTheSameNameAreRefused() throws Exception {
        jar("a.jar", false, "a/A.class");
        jar("b.jar", false, "a/A.class");
        assertThatThrownBy(() -> JoinedLibraries.join(folder))
                .isInstanceOf(LaunchException.class)
                .hasMessage("--prepare: two libraries have a/A.class");
    }
}
