package io.querybatch.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationTest {

    @TempDir
    Path folder;

    private Path jar(String... files) throws IOException {
        Path jar = folder.resolve("querybatch.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String file : files) {
                zip.putNextEntry(new ZipEntry(file));
                zip.write(file.getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    @Test
    void isUnpackedWithoutWhatElseIsInTheJar() throws IOException {
        Path jar = jar(
                "META-INF/MANIFEST.MF",
                "application/",
                "application/WEB-INF/web.xml",
                "application/WEB-INF/lib/h2-2.5.jar",
                "application/console/index.html");
        Path into = folder.resolve("home/ROOT");
        new Application(jar).unpack(into);
        try (Stream<Path> all = Files.walk(into)) {
            assertThat(all.filter(Files::isRegularFile)
                            .map(file -> into.relativize(file).toString()))
                    .containsExactlyInAnyOrder("WEB-INF/web.xml", "WEB-INF/lib/h2-2.5.jar", "console/index.html");
        }
        assertThat(into.resolve("console/index.html")).hasContent("application/console/index.html");
    }

    /** As Payara's ReadableArchiveScannerAdapter names them. */
    @Test
    void librariesSeemToBeUnpackedAndEmpty() throws IOException {
        Path into = folder.resolve("ROOT");
        new Application(jar("application/WEB-INF/lib/h2-2.5.jar")).unpack(into);
        assertThat(into.resolve("WEB-INF__lib__h2-2.5_jar")).isEmptyDirectory();
    }
}
