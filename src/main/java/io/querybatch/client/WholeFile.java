package io.querybatch.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** Files that are there wholly or not at all: written under another name and renamed. */
public final class WholeFile {

    private static final int BUFFER = 1 << 16;

    private WholeFile() {}

    /** What writes a file. */
    @FunctionalInterface
    public interface Writing {

        void to(OutputStream out) throws IOException;
    }

    /** Writes a file; if that fails, what was there before stays. */
    public static void write(Path file, Writing writing) {
        try {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            try (OutputStream out = Files.newOutputStream(part)) {
                writing.to(out);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(part);
                throw e;
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies what comes from the server: only the network's failures are an IOException. */
    static void write(Path file, InputStream in, Consumer<Long> bytes) throws IOException {
        NetworkFailure network = new NetworkFailure();
        try {
            write(file, out -> copy(in, out, bytes, network));
        } catch (UncheckedIOException e) {
            if (e.getCause() == network.failure) {
                throw e.getCause();
            }
            throw e;
        }
    }

    /** Remembers who failed. */
    private static final class NetworkFailure {

        private IOException failure;

        int read(InputStream in, byte[] buffer) throws IOException {
            try {
                return in.read(buffer);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }

    private static void copy(InputStream in, OutputStream out, Consumer<Long> bytes, NetworkFailure network)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        long copied = 0;
        for (int read = network.read(in, buffer); read >= 0; read = network.read(in, buffer)) {
            out.write(buffer, 0, read);
            copied += read;
            bytes.accept(copied);
        }
    }
}
