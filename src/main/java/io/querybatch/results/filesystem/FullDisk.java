package io.querybatch.results.filesystem;

import io.querybatch.results.NoRoomException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Tells a disk that is full from one that is broken: Java has one exception for both. */
final class FullDisk {

    /** Less than a writer hands on at once. */
    private static final long HARDLY_ANY = 64 * 1024;

    private FullDisk() {}

    /**
     * What to throw for a failure in a folder that exists: {@link NoRoomException} if there is no room, else the failure
     * itself. Both signs are needed: the system may speak another language, and by now somebody else may have made room.
     */
    static IOException explain(IOException failure, Path folder) {
        return saysSo(failure) || hasHardlyAny(folder)
                ? new NoRoomException("the folder of the results is full", failure)
                : failure;
    }

    private static boolean saysSo(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return Stream.of("no space left on device", "quota exceeded", "not enough space on the disk")
                .anyMatch(message::contains);
    }

    private static boolean hasHardlyAny(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() < HARDLY_ANY;
        } catch (IOException e) {
            return false;
        }
    }
}
