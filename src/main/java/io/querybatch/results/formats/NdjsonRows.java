package io.querybatch.results.formats;

import io.querybatch.results.ResultColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** One JSON object a line, under the field ids; without a header, as each line says what it has. */
final class NdjsonRows implements RowCodec {

    private final List<String> keys;

    NdjsonRows(List<ResultColumn> columns) {
        this.keys = JsonRows.keys(columns);
    }

    @Override
    public RowEncoder encoder(OutputStream out) {
        return new Encoder(new CommaDropper(out));
    }

    @Override
    public RowEnds rowEnds() {
        return RowEnds.LINES;
    }

    @Override
    public String mediaType() {
        return "application/x-ndjson";
    }

    @Override
    public int separator() {
        return -1;
    }

    private final class Encoder implements RowEncoder {

        private final CommaDropper out;
        private final JsonEncoder json;

        Encoder(CommaDropper out) {
            this.out = out;
            this.json = new JsonEncoder(out, keys);
        }

        @Override
        public void write(Object[] row) throws IOException {
            json.write(row);
            json.flush();
            out.endLine();
        }

        @Override
        public void flush() {
            // Every line is handed on at once; the stream below buffers.
        }

        @Override
        public void finish() throws IOException {
            json.finish();
        }

        @Override
        public void close() throws IOException {
            json.close();
        }
    }

    /** The generator writes a comma before every value of its array but the first: here a line break stands for it. */
    private static final class CommaDropper extends OutputStream {

        private final OutputStream out;
        private boolean atBegin;
        private boolean first = true;

        CommaDropper(OutputStream out) {
            this.out = out;
        }

        void endLine() throws IOException {
            out.write('\n');
            atBegin = true;
            first = false;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int skip = atBegin && !first && length > 0 ? 1 : 0;
            atBegin &= length == 0;
            out.write(bytes, offset + skip, length - skip);
        }
    }
}
