package io.querybatch.chaos;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The clocks that a process is started with, shifted by Debian's {@code faketime}.
 *
 * <p>Not its variant for threads: that one takes 100 microseconds to tell the time. And the monotonic clock is shifted as well,
 * which means nothing to it: told to leave it alone, the library lets every timed wait of Java end at once.
 */
final class NodeClock {

    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final Optional<Path> LIBRARY = findLibrary();

    private NodeClock() {}

    /** Whether clocks can be shifted on this machine. */
    static boolean canBeShifted() {
        return LIBRARY.isPresent();
    }

    private static Optional<Path> findLibrary() {
        try (DirectoryStream<Path> machines = Files.newDirectoryStream(LIBRARIES, "*-linux-*")) {
            for (Path machine : machines) {
                Path library = machine.resolve("faketime/libfaketime.so.1");
                if (Files.exists(library)) {
                    return Optional.of(library);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What a process must be started with so that its clock is off by so many seconds; null takes a variable away. */
    static Map<String, String> shiftedBy(long seconds) {
        boolean shifted = seconds != 0;
        Map<String, String> environment = new HashMap<>();
        environment.put("LD_PRELOAD", shifted ? LIBRARY.orElseThrow().toString() : null);
        environment.put("FAKETIME", shifted ? "%+d".formatted(seconds) : null);
        return environment;
    }
}
