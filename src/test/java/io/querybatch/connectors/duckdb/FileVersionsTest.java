package io.querybatch.connectors.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileVersionsTest {

    @TempDir
    private Path folder;

    private FileVersions of(String pattern) {
        return new FileVersions(List.of(new TableFiles(folder.resolve(pattern))));
    }

    /** Looking takes a moment, and for ten times that moment it is not done again. */
    private static void awaitChange(FileVersions files, String from) {
        Poll.until(
                Duration.ofSeconds(10),
                "the change is seen",
                () -> !files.version().equals(from));
    }

    @Test
    void staysTheSameWhileNothingChanges() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "x\n1\n");
        FileVersions files = of("a.csv");
        String version = files.version();
        assertThat(files.version()).isEqualTo(version);
        assertThat(of("a.csv").version()).isEqualTo(version);
    }

    @Test
    void changesWithTheSizeOrTheTimeOfAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "x\n1\n");
        FileVersions files = of("a.csv");
        String first = files.version();
        Files.writeString(file, "x\n1\n2\n");
        awaitChange(files, first);
        String second = files.version();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
        awaitChange(files, second);
    }

    @Test
    void changesWithFilesThatComeAndGoBelowAPattern() throws IOException {
        Files.createDirectories(folder.resolve("2001/01"));
        Files.writeString(folder.resolve("2001/01/a.csv"), "x\n1\n");
        FileVersions files = of("*/*/*.csv");
        String one = files.version();
        Path other = Files.writeString(folder.resolve("2001/01/b.csv"), "x\n1\n");
        awaitChange(files, one);
        String two = files.version();
        Files.delete(other);
        awaitChange(files, two);
        assertThat(files.version()).isEqualTo(one);
    }

    @Test
    void aFileThatIsNotThereYetIsAnotherVersion() throws IOException {
        FileVersions files = of("a.csv");
        String none = files.version();
        Files.writeString(folder.resolve("a.csv"), "x\n1\n");
        awaitChange(files, none);
    }
}
