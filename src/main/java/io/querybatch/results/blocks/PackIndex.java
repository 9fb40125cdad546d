package io.querybatch.results.blocks;

import io.querybatch.results.CorruptResultException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Where the results of a pack are: it stands behind them, followed by the number of its entries, its checksum and a magic
 * number.
 */
final class PackIndex {

    private static final int MAGIC = 0x51425031; // "QBP1"
    private static final int TRAILER_BYTES = 3 * Integer.BYTES;
    private static final int ENTRY_BYTES = Integer.BYTES + 2 * Long.BYTES;

    private final List<Entry> entries = new ArrayList<>();

    /** The whole result of query {@code n}, with its own footer. */
    private record Entry(int n, long start, long length) {}

    void add(int n, long start, long length) {
        entries.add(new Entry(n, start, length));
    }

    ByteBuffer withTrailer() {
        ByteBuffer all = ByteBuffer.allocate(entries.size() * ENTRY_BYTES + TRAILER_BYTES);
        entries.forEach(entry -> all.putInt(entry.n()).putLong(entry.start()).putLong(entry.length()));
        int checksum = checksum(all.duplicate().flip());
        return all.putInt(entries.size()).putInt(checksum).putInt(MAGIC).flip();
    }

    /** The stretch of a pack that is the result of a query; empty when it has none. */
    static Optional<ResultBytes> find(ResultBytes pack, int n) throws IOException {
        ByteBuffer index = read(pack);
        while (index.hasRemaining()) {
            int number = index.getInt();
            long start = index.getLong();
            long length = index.getLong();
            if (number == n) {
                return Optional.of(new Stretch(pack, start, length));
            }
        }
        return Optional.empty();
    }

    private static ByteBuffer read(ResultBytes pack) throws IOException {
        if (pack.size() < TRAILER_BYTES) {
            throw new CorruptResultException("too short");
        }
        ByteBuffer trailer = read(pack, pack.size() - TRAILER_BYTES, TRAILER_BYTES);
        long length = (long) trailer.getInt() * ENTRY_BYTES;
        int checksum = trailer.getInt();
        if (trailer.getInt() != MAGIC || length < 0 || length > pack.size() - TRAILER_BYTES) {
            throw new CorruptResultException("no trailer");
        }
        ByteBuffer index = read(pack, pack.size() - TRAILER_BYTES - length, (int) length);
        if (checksum(index.duplicate()) != checksum) {
            throw new CorruptResultException("checksum of the index does not match");
        }
        return index;
    }

    private static ByteBuffer read(ResultBytes pack, long start, int length) throws IOException {
        try (InputStream in = pack.open(start, length)) {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new CorruptResultException("cut off");
            }
            return ByteBuffer.wrap(bytes);
        }
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    /** Part of a pack, which is closed with it. */
    private record Stretch(ResultBytes pack, long start, long size) implements ResultBytes {

        @Override
        public InputStream open(long from, long length) throws IOException {
            return pack.open(start + from, length);
        }

        @Override
        public void close() throws IOException {
            pack.close();
        }
    }
}
