package io.querybatch.results.blocks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the results of a pack are: the description behind them. */
final class PackIndex {

    private static final int MAGIC = 0x51425031; // "QBP1"
    private static final int ENTRY_BYTES = Integer.BYTES + 2 * Long.BYTES;

    private final List<Entry> entries = new ArrayList<>();

    /** The whole result of query {@code n}, with its own footer. */
    private record Entry(int n, long start, long length) {}

    void add(int n, long start, long length) {
        entries.add(new Entry(n, start, length));
    }

    ByteBuffer withTrailer() {
        ByteBuffer all = ByteBuffer.allocate(entries.size() * ENTRY_BYTES);
        entries.forEach(entry -> all.putInt(entry.n()).putLong(entry.start()).putLong(entry.length()));
        return Trailer.of(all.flip(), MAGIC);
    }

    /** The stretch of a pack that is the result of a query; empty when it has none. */
    static Optional<ResultBytes> find(ResultBytes pack, int n) throws IOException {
        ByteBuffer index = Trailer.read(pack, MAGIC).description();
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
