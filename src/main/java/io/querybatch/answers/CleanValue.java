package io.querybatch.answers;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Casts a value to the data type its field declares (contract A4 {@code add_clean_data_types}); null if it cannot be. */
final class CleanValue {

    private CleanValue() {}

    static Object of(Object value, String dataType) {
        if (value == null || "".equals(value)) {
            return null;
        }
        if (dataType.startsWith("int.")) {
            BigDecimal number = number(value);
            return number == null ? null : whole(number);
        }
        if (dataType.startsWith("float.")) {
            BigDecimal number = number(value);
            return number == null || value instanceof Double ? finite(value, number) : number;
        }
        return switch (dataType) {
            case "string.time.date" -> date(value);
            case "string.time.datetime" -> time(value);
            default -> value;
        };
    }

    private static BigDecimal number(Object value) {
        return value instanceof String text ? Numbers.parse(text) : Numbers.exact(value);
    }

    /** A fraction that should not be there is rounded, not cut off. */
    private static Object whole(BigDecimal number) {
        BigInteger rounded = number.setScale(0, RoundingMode.HALF_UP).toBigIntegerExact();
        return rounded.bitLength() < Long.SIZE ? (Object) rounded.longValueExact() : rounded;
    }

    private static Object finite(Object value, BigDecimal number) {
        return number == null ? null : value;
    }

    private static LocalDate date(Object value) {
        if (value instanceof LocalDateTime time) {
            return time.toLocalDate();
        }
        if (value instanceof OffsetDateTime time) {
            return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
        }
        if (value instanceof LocalDate date) {
            return date;
        }
        try {
            String text = value.toString();
            return LocalDate.parse(text.substring(0, Math.min(text.length(), "2001-01-31".length())));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Object time(Object value) {
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        if (!(value instanceof String text)) {
            return value instanceof LocalDateTime || value instanceof OffsetDateTime ? value : null;
        }
        try {
            return LocalDateTime.parse(text.strip().replace(' ', 'T'));
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
