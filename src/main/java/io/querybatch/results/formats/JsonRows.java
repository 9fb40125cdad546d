package io.querybatch.results.formats;

import io.querybatch.results.ResultColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rows as JSON with commas between them: arrays {@code ["2001-01-01",13]} or objects {@code {"date":"2001-01-01"}}. */
final class JsonRows implements RowCodec {

    /** Keys of object rows; null for arrays. */
    private final List<String> keys;

    /** Names in the header row; null for none. */
    private final List<String> names;

    private final boolean framed;

    private JsonRows(List<String> keys, List<String> names, boolean framed) {
        this.keys = keys;
        this.names = names;
        this.framed = framed;
    }

    /** Arrays, the first of which has the names of the columns; what is around them comes with {@code meta}. */
    static JsonRows arrays(List<ResultColumn> columns, boolean noHeaders) {
        List<String> names = columns.stream().map(ResultColumn::name).toList();
        return new JsonRows(null, noHeaders ? null : names, false);
    }

    /** Objects with the display names as keys. */
    static JsonRows named(List<ResultColumn> columns) {
        return new JsonRows(distinct(columns.stream().map(ResultColumn::name).toList()), null, false);
    }

    /** A list of objects with the field ids as keys. */
    static JsonRows keyed(List<ResultColumn> columns) {
        return new JsonRows(keys(columns), null, true);
    }

    static List<String> keys(List<ResultColumn> columns) {
        return distinct(columns.stream().map(ResultColumn::fieldId).toList());
    }

    /** An object has each key once: a second column of the same name gets a number. */
    private static List<String> distinct(List<String> names) {
        List<String> keys = new ArrayList<>();
        for (String name : names) {
            String key = name;
            for (int i = 2; keys.contains(key); i++) {
                key = name + " " + i;
            }
            keys.add(key);
        }
        return keys;
    }

    @Override
    public RowEncoder encoder(OutputStream out) {
        return new JsonEncoder(out, keys);
    }

    @Override
    public RowEnds rowEnds() {
        return new JsonEnds();
    }

    @Override
    public byte[] head(long total, boolean rowsFollow) throws IOException {
        if (framed) {
            return "[".getBytes(StandardCharsets.UTF_8);
        }
        // An empty result has no header either (contract A6).
        if (names == null || total == 0) {
            return new byte[0];
        }
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        try (RowEncoder encoder = encoder(header)) {
            encoder.write(names.toArray());
        }
        if (rowsFollow) {
            header.write(',');
        }
        return header.toByteArray();
    }

    @Override
    public byte[] tail() {
        return (framed ? "]" : "").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String mediaType() {
        return "application/json";
    }

    @Override
    public int separator() {
        return ',';
    }

    /** Counts brackets and braces outside of texts. */
    private static final class JsonEnds implements RowEnds {

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
                case '[', '{' -> depth++;
                case ']', '}' -> {
                    depth--;
                    return depth == 0;
                }
                default -> {}
            }
            return false;
        }
    }
}
