package io.querybatch.results.blocks;

import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultPack;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.StoredResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Puts small results behind one another; one that grows large, or that comes late, is kept by itself. */
public final class PackWriter implements ResultPack {

    /** Larger results are worth a file, and not worth the memory. */
    private static final int SMALL_BYTES = 64 * 1024;

    private final SinkOpening own;
    private final SinkOpening pack;
    private final ResultKey lead;
    private final long maxResultBytes;
    private final PackIndex index = new PackIndex();
    private ResultSink sink;
    private long size;
    private boolean completed;

    /** Why the pack cannot be completed: part of a result may stand where the next would be looked for. Null: it can. */
    private IOException broken;

    /**
     * Begins a pack; nothing is opened before it is needed.
     *
     * @param lead the attempt that leads the scan, which the pack is named by
     * @param own opens what keeps one result by itself
     * @param pack opens what keeps the pack
     * @param maxResultBytes most bytes that the rows of one result may have
     */
    public PackWriter(ResultKey lead, SinkOpening own, SinkOpening pack, long maxResultBytes) {
        this.lead = lead;
        this.own = own;
        this.pack = pack;
        this.maxResultBytes = maxResultBytes;
    }

    /** Opens a sink. */
    public interface SinkOpening {
        ResultSink open(ResultKey key) throws IOException;
    }

    @Override
    public ResultWriter create(ResultKey key, ResultLayout layout, List<ResultColumn> columns) throws IOException {
        return BlockWriter.begin(new Entry(key), layout, columns, maxResultBytes);
    }

    @Override
    public void copy(ResultKey key, StoredResult stored) throws IOException {
        try (Entry entry = new Entry(key)) {
            stored.copyStored(entry::write);
            entry.commit();
        }
    }

    /** False when the pack is complete already. */
    private synchronized boolean add(int n, ByteBuffer result) throws IOException {
        if (completed) {
            return false;
        }
        checkWhole();
        try {
            if (sink == null) {
                sink = pack.open(lead);
            }
            int length = result.remaining();
            sink.write(result);
            index.add(n, size, length);
            size += length;
            return true;
        } catch (IOException e) {
            broken = e;
            throw e;
        }
    }

    private void checkWhole() throws IOException {
        if (broken != null) {
            throw broken;
        }
    }

    @Override
    public synchronized void complete() throws IOException {
        completed = true;
        checkWhole();
        if (sink != null) {
            sink.write(index.withTrailer());
            sink.commit();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (sink != null) {
            sink.close();
        }
    }

    /** One result: in memory while it is small. */
    private final class Entry implements ResultSink {

        private final ResultKey key;
        private ByteBuffer small = ByteBuffer.allocate(1024);
        private ResultSink large;

        private Entry(ResultKey key) {
            this.key = key;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            if (large == null && small.position() + bytes.remaining() > SMALL_BYTES) {
                large = own.open(key);
                large.write(small.flip());
            }
            if (large != null) {
                large.write(bytes);
            } else {
                makeRoom(bytes.remaining());
                small.put(bytes);
            }
        }

        private void makeRoom(int length) {
            if (small.remaining() < length) {
                int needed = small.position() + length;
                small = ByteBuffer.allocate(Math.max(needed, 2 * small.capacity()))
                        .put(small.flip());
            }
        }

        @Override
        public void commit() throws IOException {
            if (large == null && !add(key.query().n(), small.flip())) {
                large = own.open(key);
                large.write(small);
            }
            if (large != null) {
                large.commit();
            }
        }

        @Override
        public void close() throws IOException {
            if (large != null) {
                large.close();
            }
        }
    }
}
