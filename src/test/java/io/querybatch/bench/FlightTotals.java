package io.querybatch.bench;

import jakarta.json.JsonArray;
import java.util.List;

/** What the rows of results add up to: whoever has other totals has not answered the same queries. */
record FlightTotals(long rows, long flights, long delayed, long onTimeMillionths) {

    static final FlightTotals NONE = new FlightTotals(0, 0, 0, 0);

    /** Of the rows of one result, the first of which has the names of the columns. */
    static FlightTotals of(JsonArray data) {
        FlightTotals totals = NONE;
        List<JsonArray> rows = data.getValuesAs(JsonArray.class);
        for (JsonArray row : rows.subList(Math.min(1, rows.size()), rows.size())) {
            double onTime = row.isNull(4) ? 0 : row.getJsonNumber(4).doubleValue();
            totals = totals.plus(new FlightTotals(
                    1,
                    row.getJsonNumber(2).longValueExact(),
                    row.getJsonNumber(3).longValueExact(),
                    Math.round(onTime * 1e6)));
        }
        return totals;
    }

    FlightTotals plus(FlightTotals other) {
        return new FlightTotals(
                rows + other.rows,
                flights + other.flights,
                delayed + other.delayed,
                onTimeMillionths + other.onTimeMillionths);
    }
}
