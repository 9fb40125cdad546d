package io.querybatch.bench;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * What rows add up to, whatever format they are in.
 *
 * @param rows number of rows
 * @param lines sum of all line numbers, each times the number of its day: a row with another row's day shows
 * @param units sum of the units
 * @param amount sum of the amounts
 * @param letters bytes of all texts in UTF-8
 */
record Totals(long rows, BigDecimal lines, BigDecimal units, BigDecimal amount, long letters) {

    private static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);

    Totals {
        lines = lines.stripTrailingZeros();
        units = units.stripTrailingZeros();
        amount = amount.stripTrailingZeros();
    }

    /** Of an answer in JSON, which is larger than what can be held: row by row. */
    static Totals ofJson(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                JsonParser json = Json.createParser(in)) {
            skipToData(json);
            Rows rows = new Rows();
            while (json.next() == Event.START_ARRAY) {
                rows.add(json);
            }
            return rows.totals();
        }
    }

    /** Past the array of names that {@code data} begins with. */
    private static void skipToData(JsonParser json) {
        json.next();
        while (json.next() == Event.KEY_NAME && !json.getString().equals("data")) {
            json.next();
            json.skipObject();
        }
        json.next();
        json.next();
        json.skipArray();
    }

    private static final class Rows {

        private long rows;
        private BigDecimal lines = BigDecimal.ZERO;
        private BigDecimal amount = BigDecimal.ZERO;
        private long units;
        private long letters;

        void add(JsonParser json) {
            json.next();
            long line = json.getLong();
            long day = ChronoUnit.DAYS.between(FIRST_DAY, LocalDate.parse(text(json))) + 1;
            lines = lines.add(BigDecimal.valueOf(line * day));
            letters += text(json).getBytes(StandardCharsets.UTF_8).length;
            letters += text(json).getBytes(StandardCharsets.UTF_8).length;
            json.next();
            units += json.getLong();
            json.next();
            amount = amount.add(json.getBigDecimal());
            if (json.next() != Event.END_ARRAY) {
                throw new IllegalStateException("row " + rows + " has more than six cells");
            }
            rows++;
        }

        private static String text(JsonParser json) {
            json.next();
            return json.getString();
        }

        Totals totals() {
            return new Totals(rows, lines, BigDecimal.valueOf(units), amount, letters);
        }
    }
}
