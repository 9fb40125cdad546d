package io.querybatch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Takes away what servers leave: 360 MB each, of which a build with dozens of servers would fill a disk. */
public final class Folders {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Folders() {}

    /** Deletes a folder with all that is in it; one that is not there is none. */
    public static void delete(Path folder) {
        // What a process that is ending writes there even after that is little.
        Poll.within(PATIENCE, () -> tryToDelete(folder));
    }

    /** False if somebody else deletes or writes there at the same time: a process that is ending does both. */
    private static boolean tryToDelete(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (IOException e) {
            return isGone(folder, e);
        } catch (UncheckedIOException e) {
            return isGone(folder, e.getCause());
        }
    }

    private static boolean isGone(Path folder, IOException e) {
        if (e instanceof NoSuchFileException || e instanceof DirectoryNotEmptyException) {
            return Files.notExists(folder);
        }
        throw new IllegalStateException("cannot delete " + folder, e);
    }

    /** Deletes the folders in {@code parent} whose names begin like that. */
    public static void delete(Path parent, String prefix) {
        try (var found = Files.newDirectoryStream(parent, prefix + "*")) {
            found.forEach(Folders::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
