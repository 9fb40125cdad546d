package io.querybatch.results.formats;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes rows as JSON arrays, or as objects under keys, with commas between them. */
final class JsonEncoder implements RowCodec.RowEncoder {

    private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

    private final BareRows bare;
    private final JsonGenerator generator;
    private final List<String> keys;

    /** {@code keys} is null for arrays. */
    JsonEncoder(OutputStream out, List<String> keys) {
        this.keys = keys;
        bare = new BareRows(out);
        generator = GENERATORS.createGenerator(bare);
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

    @Override
    public void finish() throws IOException {
        flush();
        bare.end();
        // The buffer of a generator that is closed serves the next one.
        passingOn(() -> generator.writeEnd().close());
    }

    @Override
    public void close() throws IOException {
        if (!bare.ended) {
            flush();
        }
    }

    /**
     * The generator insists on one root array, whose brackets are not part of the rows. And most results are small: its own way to
     * bytes begins with a buffer of eight thousand.
     */
    private static final class BareRows extends Writer {

        private final OutputStream out;
        private boolean opened;
        private boolean ended;

        /** The first half of a character, of which the other half is yet to come; 0: none. */
        private char half;

        BareRows(OutputStream out) {
            this.out = out;
        }

        /** What comes now is not part of the rows. */
        void end() {
            ended = true;
        }

        @Override
        public void write(char[] chars, int offset, int length) throws IOException {
            if (ended || length == 0) {
                return;
            }
            int from = offset + (opened ? 0 : 1);
            int to = offset + length;
            opened = true;
            char before = half;
            half = Character.isHighSurrogate(chars[to - 1]) ? chars[--to] : 0;
            String text = new String(chars, from, to - from);
            out.write((before == 0 ? text : before + text).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() {}
    }
}
