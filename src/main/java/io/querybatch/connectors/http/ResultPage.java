package io.querybatch.connectors.http;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.List;

/** One page of a result while it is being read. Its first row repeats the header; a page of an empty result has none. */
final class ResultPage implements AutoCloseable {

    /** The service did not say how many rows there are. */
    static final long UNKNOWN = -1;

    private final JsonAnswer answer;
    private final List<String> header;
    private final Columns columns;
    private Object[] row;
    private boolean ended;

    private ResultPage(JsonAnswer answer, List<String> header, Columns columns) {
        this.answer = answer;
        this.header = header;
        this.columns = columns;
        this.ended = header.isEmpty();
    }

    /** Reads the header row of an answer whose {@code data} has just begun; the columns must include {@code fields}. */
    static ResultPage open(JsonAnswer answer, List<String> fields) throws FailedExchange {
        List<String> header = answer.reading(ResultPage::header);
        if (header.isEmpty()) {
            answer.finish();
        }
        Columns columns = Columns.of(answer.meta(), header.isEmpty() ? List.of() : fields, header.size());
        return new ResultPage(answer, header, columns);
    }

    private static List<String> header(JsonParser json) throws FailedExchange {
        List<String> names = new ArrayList<>();
        if (json.next() == Event.END_ARRAY) {
            return names;
        }
        for (Event event = json.next(); event != Event.END_ARRAY; event = json.next()) {
            JsonAnswer.expect(event, Event.VALUE_STRING);
            names.add(json.getString());
        }
        if (names.isEmpty()) {
            throw RemoteErrors.malformed("its rows have no columns", null);
        }
        return names;
    }

    /** Names of all columns, which may repeat; empty when the whole result is. */
    List<String> header() {
        return header;
    }

    /** Data rows of the whole result, or {@link #UNKNOWN}; the service counts the header row. */
    long total() {
        JsonObject result = JsonAnswer.object(answer.meta(), "result");
        return result.get("total_rows") instanceof JsonNumber number ? Math.max(0, number.longValue() - 1) : UNKNOWN;
    }

    /** Goes to the next row of the page. */
    boolean next() throws FailedExchange {
        row = ended ? null : answer.reading(this::read);
        return row != null;
    }

    private Object[] read(JsonParser json) throws FailedExchange {
        Event event = json.next();
        if (event == Event.END_ARRAY) {
            ended = true;
            answer.finish();
            return null;
        }
        JsonAnswer.expect(event, Event.START_ARRAY);
        Object[] cells = new Object[columns.width()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = columns.type(i).read(json, json.next());
        }
        JsonAnswer.expect(json.next(), Event.END_ARRAY);
        return cells;
    }

    /** A cell of the current row, by the place of its field among those asked for. */
    Object value(int field) {
        return row[columns.position(field)];
    }

    @Override
    public void close() {
        answer.close();
    }
}
