package io.querybatch.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.querybatch.testing.Api;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A page of a hundred rows, wherever it is: each in turn, many times. */
final class LargePages {

    private static final int ROWS = 100;
    private static final List<Integer> OFFSETS = List.of(0, 2_000_000, 4_000_000, LargeData.ROWS - ROWS);

    private final LargeData data;
    private final Api api;
    private final LargeResult json;
    private final LargeResult csv;

    LargePages(LargeData data, BenchServer server, LargeResult json, LargeResult csv) {
        this.data = data;
        this.api = server.api();
        this.json = json;
        this.csv = csv;
    }

    /** Checks every page once against DuckDB, then reads each {@code times} times. */
    void measure(Report report, int times) throws Exception {
        check();
        for (LargeResult result : List.of(json, csv)) {
            List<Samples> pages = OFFSETS.stream().map(offset -> new Samples()).toList();
            for (int i = 0; i < times; i++) {
                for (int page = 0; page < pages.size(); page++) {
                    String path = path(result, OFFSETS.get(page));
                    pages.get(page).time(() -> body(path));
                }
            }
            report(report, result, pages);
        }
    }

    private static void report(Report report, LargeResult result, List<Samples> pages) {
        String first = name(result, 0);
        report.figure(first, pages.get(0).median() * 1000, "ms");
        for (int page = 1; page < pages.size(); page++) {
            report.figure(name(result, OFFSETS.get(page)), pages.get(page).median() * 1000, "ms", first);
        }
    }

    private static String name(LargeResult result, int offset) {
        return "%s, %d rows from %,d".formatted(result, ROWS, offset);
    }

    private void check() throws IOException, SQLException {
        for (int offset : OFFSETS) {
            List<List<String>> expected = data.page(offset, ROWS);
            check(json, offset, LargePages::jsonRows, expected);
            check(csv, offset, LargePages::csvRows, expected);
        }
    }

    private void check(
            LargeResult result, int offset, Function<String, List<List<String>>> reader, List<List<String>> expected) {
        List<List<String>> rows = reader.apply(body(path(result, offset)));
        if (!rows.subList(1, rows.size()).equals(expected)) {
            throw new IllegalStateException(result + " has other rows from " + offset + " on: " + rows);
        }
    }

    private static String path(LargeResult result, int offset) {
        return result.path() + "&offset=" + offset + "&limit=" + ROWS;
    }

    private String body(String path) {
        Api.Answer answer = api.get(path);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return answer.body();
    }

    private static List<List<String>> jsonRows(String body) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonArray row :
                new Api.Answer(200, null, body).json().getJsonArray("data").getValuesAs(JsonArray.class)) {
            rows.add(row.stream()
                    .map(cell -> cell instanceof JsonString text ? text.getString() : cell.toString())
                    .toList());
        }
        return rows;
    }

    private static List<List<String>> csvRows(String body) {
        return CsvReader.builder().ofCsvRecord(body).stream()
                .map(CsvRecord::getFields)
                .toList();
    }
}
