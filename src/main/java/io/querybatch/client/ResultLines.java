package io.querybatch.client;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads an answer of {@code GET /query/batch/{batch_id}/results}, line by line. */
public final class ResultLines {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final JsonParserFactory PARSERS = JSON.createParserFactory(Map.of());

    private final LineStream lines;
    private String cursor;

    /** {@code cursor} is that of the last line that was handled before, or null. */
    public ResultLines(InputStream in, String cursor) {
        this.lines = new LineStream(in);
        this.cursor = cursor;
    }

    /** That of the last line that was handled: where to go on. */
    public String cursor() {
        return cursor;
    }

    /**
     * Reads to the end.
     *
     * @return the last line
     * @throws IOException if the answer is cut off; what has been handled until then is before {@link #cursor}
     */
    public FeedEnd forEach(Consumer<ResultLine> each) throws IOException {
        while (true) {
            Optional<FeedEnd> end = next(each);
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    private Optional<FeedEnd> next(Consumer<ResultLine> each) throws IOException {
        lines.begin();
        try {
            Members members = Members.beforeRows(PARSERS.createParser(lines, StandardCharsets.UTF_8));
            if (members.json.containsKey("meta")) {
                return Optional.of(JsonRecords.read(FeedEnd.class, members.json.get("meta")));
            }
            each.accept(members.line());
            lines.finish();
            cursor = members.json.getString("cursor");
            return Optional.empty();
        } catch (RuntimeException e) {
            if (lines.isCutOff()) {
                throw new IOException("the answer was cut off", e);
            }
            throw e;
        }
    }

    /** What a line tells of a query, and the parser at the begin of its rows, or null if there are none. */
    private record Members(JsonObject json, JsonParser rows, boolean text) {

        static Members beforeRows(JsonParser parser) {
            if (parser.next() != JsonParser.Event.START_OBJECT) {
                throw new JsonException("not a line of results");
            }
            JsonObjectBuilder members = JSON.createObjectBuilder();
            while (parser.next() == JsonParser.Event.KEY_NAME) {
                String name = parser.getString();
                JsonParser.Event event = parser.next();
                if (name.equals("data")) {
                    return new Members(members.build(), parser, event == JsonParser.Event.VALUE_STRING);
                }
                members.add(name, parser.getValue());
            }
            return new Members(members.build(), null, false);
        }

        ResultLine line() {
            BatchQuery.ErrorInfo error = json.containsKey("data_error")
                    ? JsonRecords.read(BatchQuery.ErrorInfo.class, json.get("data_error"))
                    : null;
            return new ResultLine(
                    json.getString("cursor"), JsonRecords.read(BatchQuery.class, json), error, rows, text);
        }
    }
}
