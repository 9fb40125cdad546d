package io.querybatch.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A disk as H2 sees it, {@code jdbc:h2:volatile:/path}, that keeps nothing over a loss of power but what it was told to
 * bring to the disk: the worst that one with a cache may do.
 */
public final class VolatileDisk extends FilePathWrapper {

    private static final String SCHEME = "volatile";
    private static final Map<Path, Lasting> LASTING = new ConcurrentHashMap<>();

    /** What a loss of power leaves of a file, and how often the disk was waited for. */
    private record Lasting(ByteBuffer content, int forced) {}

    static {
        FilePath.register(new VolatileDisk());
    }

    /** The URL of a database in a file there. */
    public static String url(Path database) {
        return "jdbc:h2:" + SCHEME + ":" + database;
    }

    /** How often the disk was waited for. */
    public static int forced(Path database) {
        Lasting lasting = LASTING.get(file(database));
        return lasting == null ? 0 : lasting.forced();
    }

    /** Writes what a loss of power would leave at this moment as another database. */
    public static void losePower(Path database, Path remains) throws IOException {
        Files.write(file(remains), LASTING.get(file(database)).content().array());
    }

    private static Path file(Path database) {
        return Path.of(database + ".mv.db");
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Cached(Path.of(getBase().toString()), getBase().open(mode));
    }

    private static final class Cached extends FileBase {

        private final Path path;
        private final FileChannel file;

        Cached(Path path, FileChannel file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public synchronized void force(boolean metaData) throws IOException {
            ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(path));
            LASTING.merge(path, new Lasting(content, 1), (old, now) -> new Lasting(content, old.forced() + 1));
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public synchronized int write(ByteBuffer source) throws IOException {
            return file.write(source);
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            return file.write(source, position);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public synchronized FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
