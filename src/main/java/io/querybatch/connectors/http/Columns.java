package io.querybatch.connectors.http;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the fields asked for stand in the rows of an answer, as its {@code meta.query.fields} says. */
final class Columns {

    private final List<Integer> positions;
    private final List<CellType> types;

    private Columns(List<Integer> positions, List<CellType> types) {
        this.positions = positions;
        this.types = types;
    }

    /**
     * Finds the columns of {@code fields} in rows of {@code width} cells.
     *
     * @throws FailedExchange if one of them is not there
     */
    static Columns of(JsonObject meta, List<String> fields, int width) throws FailedExchange {
        Map<String, Integer> positions = new HashMap<>();
        List<CellType> types = new ArrayList<>(Collections.nCopies(width, CellType.ANY));
        for (JsonValue value : described(meta)) {
            JsonObject field = value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
            int column = field.get("data_column") instanceof JsonNumber number ? number.intValue() : -1;
            if (column >= 0 && column < width) {
                positions.putIfAbsent(JsonAnswer.text(field, "id"), column);
                types.set(column, CellType.of(JsonAnswer.text(field, "data_type")));
            }
        }
        List<Integer> asked = new ArrayList<>();
        for (String field : fields) {
            Integer position = positions.get(field);
            if (position == null) {
                throw RemoteErrors.malformed("it does not say which column is field \"" + field + "\"", null);
            }
            asked.add(position);
        }
        return new Columns(asked, types);
    }

    private static List<JsonValue> described(JsonObject meta) {
        JsonValue fields = JsonAnswer.object(meta, "query").get("fields");
        return fields instanceof JsonArray array ? array : List.of();
    }

    /** Number of cells of every row. */
    int width() {
        return types.size();
    }

    /** The cell of a row that belongs to the field asked for at {@code index}. */
    int position(int index) {
        return positions.get(index);
    }

    CellType type(int position) {
        return types.get(position);
    }
}
