package io.querybatch.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files in the folder of the results. */
final class ResultFolder {

    private final Path root;

    ResultFolder(Path root) {
        this.root = root;
    }

    /** Removes every file. */
    void clear() {
        for (String file : files()) {
            String digits = file.substring("qrb_".length(), "qrb_".length() + 2);
            try {
                Files.deleteIfExists(root.resolve(digits).resolve(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** All files as {@code batch/file}, finished or not. They come and go while this looks. */
    Set<String> files() {
        while (true) {
            try (Stream<Path> all = Files.walk(root)) {
                return all.filter(Files::isRegularFile)
                        .map(file -> file.getParent().getFileName() + "/" + file.getFileName())
                        .collect(Collectors.toSet());
            } catch (UncheckedIOException e) {
                // A folder vanished under the walk: look again.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
