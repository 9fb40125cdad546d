package io.querybatch.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The lasting name of this node: the same after a restart from the same home, so that what a killed process left running
 * is taken back at once instead of after its silence is noticed. A lock on the file makes sure that no two living
 * processes have the same name; a second one from the same home gets a name of its own.
 */
final class NodeName {

    private NodeName() {}

    static String of(Path home) {
        String fresh = UUID.randomUUID().toString();
        try {
            Files.createDirectories(home);
            Path file = home.resolve("node-name");
            // Never closed: the lock lives as long as the process.
            FileChannel channel = FileChannel.open(
                    home.resolve("node-name.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                return fresh;
            }
            if (Files.notExists(file)) {
                Files.writeString(file, fresh);
            }
            return Files.readString(file).strip();
        } catch (OverlappingFileLockException e) {
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
