package io.querybatch.results.formats;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Writes rows as JSON arrays, or as objects under keys, with commas between them. */
final class JsonEncoder implements RowCodec.RowEncoder {

    private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

    private final JsonGenerator generator;
    private final List<String> keys;

    /** {@code keys} is null for arrays. */
    JsonEncoder(OutputStream out, List<String> keys) {
        this.keys = keys;
        generator = GENERATORS.createGenerator(new OpeningBracketStripper(out));
        generator.writeStartArray();
    }

    @Override
    public void write(Object[] row) throws IOException {
        passingOn(() -> {
            if (keys == null) {
                generator.writeStartArray();
            } else {
                generator.writeStartObject();
            }
            for (int i = 0; i < row.length; i++) {
                if (keys != null) {
                    generator.writeKey(keys.get(i));
                }
                JsonValues.write(generator, row[i]);
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

    @Override
    public void flush() throws IOException {
        passingOn(generator::flush);
    }

    /** The closing bracket is not part of the rows. */
    @Override
    public void finish() throws IOException {
        flush();
    }

    /** Closing the generator would demand the closing bracket and close the stream: neither is wanted. */
    @Override
    public void close() throws IOException {
        flush();
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
}
