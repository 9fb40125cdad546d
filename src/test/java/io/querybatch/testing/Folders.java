package io.querybatch.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Takes away what servers leave: 360 MB each, of which a build with dozens of servers would fill a disk. */
public final class Folders {

    private Folders() {}

    /** Deletes a folder with all that is in it; one that is not there is none. */
    public static void delete(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            // A process that is ending deletes or writes there itself.
        } catch (UncheckedIOException e) {
            // The same, noticed while looking what there is.
            if (!(e.getCause() instanceof NoSuchFileException)) {
                throw new IllegalStateException("cannot delete " + folder, e);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot delete " + folder, e);
        }
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
