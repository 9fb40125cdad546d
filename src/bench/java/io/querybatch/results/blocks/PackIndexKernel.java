package io.querybatch.results.blocks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A result found in a pack of 500, the last one beside the first. */
@State(Scope.Benchmark)
public class PackIndexKernel {

    private static final int RESULTS = 500;

    private final ResultBytes pack = new InMemory(index());

    private static byte[] index() {
        PackIndex index = new PackIndex();
        for (int n = 1; n <= RESULTS; n++) {
            index.add(n, n * 600L, 600);
        }
        ByteBuffer bytes = index.withTrailer();
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }

    /** The first one. */
    @Benchmark
    public Optional<ResultBytes> plainFirst() throws IOException {
        return PackIndex.find(pack, 1);
    }

    /** The last one. */
    @Benchmark
    public Optional<ResultBytes> last() throws IOException {
        return PackIndex.find(pack, RESULTS);
    }

    private static final class InMemory implements ResultBytes {

        private final byte[] bytes;

        InMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open(long start, long length) {
            return new ByteArrayInputStream(bytes, Math.toIntExact(start), Math.toIntExact(length));
        }

        @Override
        public void close() {}
    }
}
