package io.querybatch.results.formats;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/** Rows as JSON arrays with commas between them: {@code ["2001-01-01",13],["2001-01-02",15]}. */
final class JsonRows implements RowCodec {

    private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

    @Override
    public RowEncoder encoder(OutputStream out) {
        return new Encoder(out);
    }

    @Override
    public RowEnds rowEnds() {
        return new Ends();
    }

    @Override
    public String mediaType() {
        return "application/json";
    }

    @Override
    public int separator() {
        return ',';
    }

    private static final class Encoder implements RowEncoder {

        private final JsonGenerator generator;

        Encoder(OutputStream out) {
            generator = GENERATORS.createGenerator(new OpeningBracketStripper(out));
            generator.writeStartArray();
        }

        @Override
        public void write(Object[] row) throws IOException {
            passingOn(() -> {
                generator.writeStartArray();
                for (Object value : row) {
                    writeValue(value);
                }
                generator.writeEnd();
            });
        }

        /** The generator wraps what the stream below throws: callers must see it as it was. */
        private static void passingOn(Runnable writing) throws IOException {
            try {
                writing.run();
            } catch (JsonException e) {
                if (e.getCause() instanceof IOException cause) {
                    throw cause;
                }
                throw e;
            }
        }

        private void writeValue(Object value) {
            if (value == null) {
                generator.writeNull();
            } else if (value instanceof Long number) {
                generator.write(number);
            } else if (value instanceof Integer number) {
                generator.write(number);
            } else if (value instanceof Double number) {
                writeDouble(number);
            } else if (value instanceof BigDecimal number) {
                generator.write(number);
            } else if (value instanceof BigInteger number) {
                generator.write(number);
            } else if (value instanceof Boolean flag) {
                generator.write(flag);
            } else {
                generator.write(CellText.of(value));
            }
        }

        /** JSON has no NaN and no infinities: they are sent as null. */
        private void writeDouble(double number) {
            if (Double.isFinite(number)) {
                generator.write(number);
            } else {
                generator.writeNull();
            }
        }

        @Override
        public void flush() throws IOException {
            passingOn(generator::flush);
        }

        /** Closing the generator would demand the closing bracket and close the stream: neither is wanted. */
        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** The generator insists on one root array; its opening bracket is not part of the rows. */
    private static final class OpeningBracketStripper extends FilterOutputStream {

        private boolean stripped;

        OpeningBracketStripper(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int skip = stripped || length == 0 ? 0 : 1;
            stripped |= length > 0;
            out.write(bytes, offset + skip, length - skip);
        }
    }

    private static final class Ends implements RowEnds {

        private int depth;
        private boolean inText;
        private boolean escaped;

        @Override
        public boolean isEnd(byte next) {
            if (inText) {
                inText = escaped || next != '"';
                escaped = !escaped && next == '\\';
                return false;
            }
            switch (next) {
                case '"' -> inText = true;
                case '[' -> depth++;
                case ']' -> {
                    depth--;
                    return depth == 0;
                }
                default -> {}
            }
            return false;
        }
    }
}
