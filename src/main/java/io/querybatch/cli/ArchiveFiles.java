package io.querybatch.cli;

import io.querybatch.client.BatchClient;
import io.querybatch.client.JsonRecords;
import io.querybatch.client.WholeFile;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/** Fetches the archive of a batch and unpacks it, each file checked against the manifest. */
final class ArchiveFiles {

    private static final String MANIFEST = "manifest.json";

    /** A name that leads nowhere else. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+\\.[a-z]+");

    private final Path folder;
    private final String batch;
    private final Screen screen;
    private final ProgressBar bar;

    ArchiveFiles(Path folder, String batch, Screen screen, ProgressBar bar) {
        this.folder = folder;
        this.batch = batch;
        this.screen = screen;
        this.bar = bar;
    }

    /** What it says of the whole. */
    record Manifest(int files, int missing, String outcome, List<Entry> queries) {}

    /** What it says of a query; {@code file} is null when there is none. */
    record Entry(String file, String sha256) {}

    int collect(BatchClient client) throws IOException {
        Path archive = folder.resolve("." + batch + ".zip");
        try {
            client.archive(batch, archive, bytes -> bar.show(Numbers.bytes(bytes)));
            Manifest manifest = unpack(archive);
            screen.say("%s: %,d results, %,d queries without", folder, manifest.files, manifest.missing);
            return manifest.missing == 0 ? ExitCode.OK : ExitCode.of(client.batch(batch));
        } finally {
            bar.end();
            Files.deleteIfExists(archive);
        }
    }

    private Manifest unpack(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Manifest manifest;
            try (JsonReader reader = Json.createReader(zip.getInputStream(zip.getEntry(MANIFEST)))) {
                manifest = JsonRecords.read(Manifest.class, reader.readObject());
            }
            int unpacked = 0;
            for (Entry entry : manifest.queries) {
                if (entry.file != null) {
                    unpack(zip, entry);
                    bar.show(++unpacked, manifest.files, Numbers.grouped(unpacked) + " files");
                }
            }
            try (InputStream in = zip.getInputStream(zip.getEntry(MANIFEST))) {
                WholeFile.write(folder.resolve(MANIFEST), in::transferTo);
            }
            return manifest;
        }
    }

    private void unpack(ZipFile zip, Entry entry) throws IOException {
        if (!PLAIN.matcher(entry.file).matches()) {
            throw new IOException("the archive names a file outside of the folder");
        }
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(zip.getInputStream(zip.getEntry(entry.file)), digest)) {
            WholeFile.write(folder.resolve(entry.file), out -> {
                in.transferTo(out);
                if (!HexFormat.of().formatHex(digest.digest()).equals(entry.sha256)) {
                    throw new IOException("the archive is damaged at " + entry.file);
                }
            });
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
