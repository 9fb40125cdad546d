package io.querybatch.connectors.duckdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Tells whether files were changed, added or removed, by their names, sizes and times. Safe for use by many threads. Looking at
 * very many files takes its time: then for a while what was seen last is taken for granted.
 */
final class FileVersions {

    /** So much longer than looking took is what was seen good for: at most a tenth of the time goes into it. */
    private static final int PART = 10;

    private final List<TableFiles> files;
    private String seen;
    private long goodUntil;

    FileVersions(List<TableFiles> files) {
        this.files = List.copyOf(files);
    }

    /** As of now, or of a moment ago. */
    synchronized String version() {
        long now = System.nanoTime();
        if (seen == null || now - goodUntil > 0) {
            seen = look();
            long end = System.nanoTime();
            goodUntil = end + PART * (end - now);
        }
        return seen;
    }

    private String look() {
        Sum sum = new Sum();
        for (TableFiles table : files) {
            try {
                Files.walkFileTree(table.root(), sum);
            } catch (IOException e) {
                // What cannot be looked at now may be another time: that is another version.
                sum.add("unreadable", 0, System.nanoTime());
            }
        }
        return sum.count + "-" + Long.toHexString(sum.all);
    }

    /** In no order: folders do not list their files in one. */
    private static final class Sum extends SimpleFileVisitor<Path> {

        private long all;
        private long count;

        void add(String name, long size, long time) {
            CRC32C checksum = new CRC32C();
            checksum.update((name + "/" + size + "/" + time).getBytes(StandardCharsets.UTF_8));
            all += checksum.getValue();
            count++;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            add(
                    file.toString(),
                    attributes.size(),
                    attributes.lastModifiedTime().toMillis());
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            add(file.toString(), -1, 0);
            return FileVisitResult.CONTINUE;
        }
    }
}
