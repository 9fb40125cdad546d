package io.querybatch.testing;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** What DuckDB says of the flights when it is asked directly, with SQL of our own: all rows of a span of days at once. */
public final class Truth {

    private static final String SQL = """
            select cast(date as varchar), origin, sum(flights), sum(delayed), 1 - sum(delayed) / nullif(sum(flights), 0)
            from read_csv('%s') where date between ? and ? group by date, origin""";

    private final Map<String, List<Object>> rows = new HashMap<>();

    /** The fields that {@link #flights} answers for. */
    public static final String FIELDS = "date,origin,flights,delayed,on_time_ratio";

    private Truth() {}

    public static Truth flights(String start, String end) {
        Truth truth = new Truth();
        String file = Project.catalog().resolve("data/flights_daily.csv").toString();
        try (Connection duck = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                PreparedStatement statement = duck.prepareStatement(SQL.formatted(file))) {
            statement.setObject(1, LocalDate.parse(start));
            statement.setObject(2, LocalDate.parse(end));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    truth.rows.put(
                            result.getString(2) + " " + result.getString(1),
                            List.of(
                                    result.getString(1),
                                    result.getString(2),
                                    result.getBigDecimal(3).longValue(),
                                    result.getBigDecimal(4).longValue(),
                                    result.getDouble(5)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return truth;
    }

    /** The rows that a query for one airport and one day must have: one or none. */
    public List<List<Object>> rows(String airport, String day) {
        List<Object> row = rows.get(airport + " " + day);
        return row == null ? List.of() : List.of(row);
    }

    public int size() {
        return rows.size();
    }

    /** The data rows of an answer in JSON, without the header. */
    public static List<List<Object>> dataRows(JsonObject answer) {
        List<List<Object>> rows = new ArrayList<>();
        for (JsonArray row : answer.getJsonArray("data").getValuesAs(JsonArray.class)) {
            rows.add(row.stream().map(Truth::value).toList());
        }
        return rows.isEmpty() ? rows : rows.subList(1, rows.size());
    }

    private static Object value(JsonValue value) {
        if (value instanceof JsonNumber number) {
            BigDecimal exact = number.bigDecimalValue();
            return exact.scale() <= 0 ? (Object) exact.longValueExact() : (Object) exact.doubleValue();
        }
        return value instanceof JsonString text ? text.getString() : value.toString();
    }

    /** A row as it is compared: numbers by value, whatever their type. */
    public static List<String> comparable(List<Object> row) {
        return row.stream()
                .map(cell -> cell instanceof Number number
                        ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                        : String.valueOf(cell))
                .toList();
    }
}
