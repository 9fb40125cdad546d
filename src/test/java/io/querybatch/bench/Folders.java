package io.querybatch.bench;

import io.querybatch.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that measurements work in: gigabytes that nobody wants to keep. */
final class Folders {

    private Folders() {}

    /** A new one whose name begins so. */
    static Path make(String name) throws IOException {
        return Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("bench")), name);
    }

    static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
