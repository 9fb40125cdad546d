package io.querybatch.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where Payara Micro unpacks its libraries, some 360 MB at every start: a folder of this process alone. It would take one in the
 * temporary folder of the machine, where nobody removes those of servers that were killed.
 */
final class Unpacked {

    private static final String PREFIX = "server-";
    private static final String LOCK = ".lock";

    private final Path folder;

    /** Held as long as the process lives, however it ends. */
    private final FileLock inUse;

    private Unpacked(Path folder, FileLock inUse) {
        this.folder = folder;
        this.inUse = inUse;
    }

    /** A new one below {@code parent}; those that servers left there which are gone are removed. */
    static Unpacked in(Path parent) throws IOException {
        removeAbandoned(parent);
        Path folder =
                parent.resolve(PREFIX + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()));
        // Before it is there: another start must not take it for an abandoned one.
        FileLock inUse = lock(folder);
        return new Unpacked(Files.createDirectory(folder), inUse);
    }

    private static void removeAbandoned(Path parent) throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(parent)) {
            folders = all.filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
        for (Path folder : folders) {
            FileLock abandoned = lock(folder);
            if (abandoned != null) {
                new Unpacked(folder, abandoned).remove();
            }
        }
    }

    /** Null while another process has it. */
    private static FileLock lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(lockOf(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
        }
        return lock;
    }

    private static Path lockOf(Path folder) {
        return folder.resolveSibling(folder.getFileName() + LOCK);
    }

    Path folder() {
        return folder;
    }

    /** What cannot be removed is left for the next start. */
    void remove() throws IOException {
        // Somebody else who was starting may have been faster.
        if (Files.exists(folder)) {
            delete(folder);
        }
        Files.deleteIfExists(lockOf(folder));
        inUse.channel().close();
    }

    /** A folder with everything in it. */
    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new Deletion());
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException problem) throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
