package io.querybatch.chaos;

import io.querybatch.testing.Processes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that all nodes write results to: a small file system of its own where that is allowed, so that it can be full. */
final class Disk implements AutoCloseable {

    private static final int BLOCK = 4096;

    private final Path folder;
    private final boolean mounted;

    private Disk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    static Disk at(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new Disk(folder, mount(folder));
    }

    private static boolean mount(Path folder) {
        try {
            Processes.run("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", folder.toString());
            return true;
        } catch (IllegalStateException | UncheckedIOException e) {
            return false;
        }
    }

    Path results() {
        return folder.resolve("results");
    }

    /** Whether it can be filled without filling the machine's disk. */
    boolean canBeFull() {
        return mounted;
    }

    /** Takes all the space that is left. */
    void fill() {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // That is the point.
        }
    }

    void free() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    @Override
    public void close() {
        if (mounted) {
            Processes.run("umount", folder.toString());
        }
    }
}
