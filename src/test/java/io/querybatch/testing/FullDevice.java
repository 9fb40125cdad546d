package io.querybatch.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A disk without room that needs no right to mount one: what is written through a link to {@code /dev/full} fails in the
 * kernel as it does on a full file system. Closing makes room again.
 */
public final class FullDevice implements AutoCloseable {

    private static final Path DEVICE = Path.of("/dev/full");

    /** The number of the next attempt is not known from outside, but is not far from the latest. */
    private static final int CHANGES = 60;

    private final List<Path> links = new ArrayList<>();

    private FullDevice() {}

    /** Whoever opens {@code file} to write it finds no room; removing it makes room again. */
    public static void at(Path file) throws IOException {
        Files.createSymbolicLink(file, DEVICE);
    }

    /**
     * No room for the result of a query of a batch, at its next attempt, nor for the pack of the slot if it leads one;
     * {@code folder} has results of the batch.
     */
    public static FullDevice forQuery(Path folder, int n) throws IOException {
        long latest = latestFence(folder);
        FullDevice device = new FullDevice();
        for (long fence = latest + 1; fence <= latest + CHANGES; fence++) {
            for (String kind : List.of(".qbr", ".qbp")) {
                Path link = folder.resolve(n + "-" + fence + kind + ".part");
                at(link);
                device.links.add(link);
            }
        }
        return device;
    }

    private static long latestFence(Path folder) throws IOException {
        try (Stream<Path> results = Files.list(folder)) {
            return results.map(result -> result.getFileName().toString())
                    .mapToLong(name -> Long.parseLong(name.substring(name.indexOf('-') + 1, name.indexOf('.'))))
                    .max()
                    .orElseThrow();
        }
    }

    /** How many attempts met it and removed what they had begun. */
    public long attempts() {
        return links.stream().filter(link -> !Files.isSymbolicLink(link)).count();
    }

    @Override
    public void close() throws IOException {
        for (Path link : links) {
            Files.deleteIfExists(link);
        }
    }
}
