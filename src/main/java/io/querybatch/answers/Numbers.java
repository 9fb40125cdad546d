package io.querybatch.answers;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers of whatever type an engine has. */
final class Numbers {

    private Numbers() {}

    /** The number exactly; null for what is not a finite number. */
    static BigDecimal exact(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
        }
        if (value instanceof BigInteger number) {
            return new BigDecimal(number);
        }
        return value instanceof Long number ? BigDecimal.valueOf(number) : null;
    }

    /** The number that a text stands for; null if it is none. */
    static BigDecimal parse(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
