package io.querybatch.results.formats;

import jakarta.json.stream.JsonGenerator;
import java.math.BigDecimal;
import java.math.BigInteger;

/** How a single value is written as JSON. */
final class JsonValues {

    private JsonValues() {}

    static void write(JsonGenerator generator, Object value) {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Long number) {
            generator.write(number);
        } else if (value instanceof Integer number) {
            generator.write(number);
        } else if (value instanceof Double number) {
            writeDouble(generator, number);
        } else if (value instanceof BigDecimal number) {
            generator.write(number);
        } else if (value instanceof BigInteger number) {
            generator.write(number);
        } else if (value instanceof Boolean flag) {
            generator.write(flag);
        } else {
            generator.write(CellText.of(value));
        }
    }

    /** JSON has no NaN and no infinities: they are sent as null. */
    private static void writeDouble(JsonGenerator generator, double number) {
        if (Double.isFinite(number)) {
            generator.write(number);
        } else {
            generator.writeNull();
        }
    }
}
