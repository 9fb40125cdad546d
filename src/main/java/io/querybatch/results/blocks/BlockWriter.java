package io.querybatch.results.blocks;

import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultSummary;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.formats.RowCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Writes one result: rows, then everything that stands behind them. */
public final class BlockWriter implements ResultWriter {

    private static final Logger LOG = Logger.getLogger(BlockWriter.class.getName());

    private final ResultSink sink;
    private final ResultLayout layout;
    private final List<ResultColumn> columns;
    private final MeteredOutput out;
    private final RowCodec codec;
    private final RowCodec.RowEncoder encoder;
    private final List<Long> blocks = new ArrayList<>();
    private long rows;

    private BlockWriter(ResultSink sink, ResultLayout layout, List<ResultColumn> columns, long maxBytes)
            throws IOException {
        this.sink = sink;
        this.layout = layout;
        this.columns = List.copyOf(columns);
        this.out = new MeteredOutput(sink, maxBytes);
        this.codec = RowCodec.of(layout, columns);
        this.encoder = codec.encoder(out);
    }

    /**
     * Begins a result.
     *
     * @param sink takes the bytes; closed with the writer, or when it cannot begin
     * @param maxBytes most bytes the rows may have
     */
    public static BlockWriter begin(ResultSink sink, ResultLayout layout, List<ResultColumn> columns, long maxBytes)
            throws IOException {
        try {
            return new BlockWriter(sink, layout, columns, maxBytes);
        } catch (IOException | RuntimeException e) {
            sink.close();
            throw e;
        }
    }

    @Override
    public void write(Object[] row) throws IOException {
        if (layout.format().paged() && rows % Footer.ROWS_PER_BLOCK == 0) {
            encoder.flush();
            boolean separated = rows > 0 && codec.separator() >= 0;
            long start = out.count() + (separated ? 1 : 0);
            blocks.add(start);
            out.beginBlock(start);
        }
        encoder.write(row);
        rows++;
    }

    @Override
    public ResultSummary complete() throws IOException {
        encoder.finish();
        encoder.close();
        ResultSummary summary = new ResultSummary(rows, columns.size(), out.count());
        Footer footer = new Footer(layout, columns, summary, out.checksum(), blocks, out.blockChecksums());
        out.empty();
        sink.write(footer.withTrailer());
        sink.commit();
        return summary;
    }

    @Override
    public void close() throws IOException {
        try {
            encoder.close();
        } catch (IOException e) {
            LOG.log(Level.FINE, "the rows of a result that is thrown away", e);
        }
        sink.close();
    }
}
