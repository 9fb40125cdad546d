package io.querybatch.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A body that was read to its end, and not kept: the client must cost as little as it can.
 *
 * @param bytes length of the body
 * @param crc32c checksum of the body without its first {@link #HEAD_BYTES}
 */
record Download(long bytes, long crc32c) {

    /** Answers in JSON begin with {@code meta}, which has an id of its own in each. */
    private static final int HEAD_BYTES = 4 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024;

    /** {@code token} is null for what asks for none. */
    static Download of(URI url, String token) throws IOException {
        return of(url, token, OutputStream.nullOutputStream());
    }

    /** The same, keeping the body. */
    static Download of(URI url, String token, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            return of(url, token, out);
        }
    }

    private static Download of(URI url, String token, OutputStream out) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        if (token != null) {
            connection.setRequestProperty("Authorization", "Bearer " + token);
        }
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException(url + " answered " + connection.getResponseCode());
        }
        try (InputStream in = connection.getInputStream()) {
            return of(in, out);
        }
    }

    private static Download of(InputStream in, OutputStream out) throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            int skip = (int) Math.min(read, Math.max(0, HEAD_BYTES - bytes));
            checksum.update(buffer, skip, read - skip);
            out.write(buffer, 0, read);
            bytes += read;
        }
        return new Download(bytes, checksum.getValue());
    }
}
