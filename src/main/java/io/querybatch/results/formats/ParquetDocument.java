package io.querybatch.results.formats;

import io.querybatch.results.ResultColumn;
import io.querybatch.results.formats.duckdb.ParquetEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A Parquet file with typed columns, compressed with zstd. */
final class ParquetDocument implements RowCodec {

    private final List<ResultColumn> columns;

    ParquetDocument(List<ResultColumn> columns) {
        this.columns = columns;
    }

    @Override
    public RowEncoder encoder(OutputStream out) throws IOException {
        return new ParquetEncoder(columns, out);
    }

    @Override
    public RowEnds rowEnds() {
        throw new UnsupportedOperationException("a document has no pages");
    }

    @Override
    public String mediaType() {
        return "application/vnd.apache.parquet";
    }

    @Override
    public int separator() {
        return -1;
    }
}
