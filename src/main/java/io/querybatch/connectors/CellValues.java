package io.querybatch.connectors;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The Java values of JDBC drivers as {@link RowCursor#value} promises them. */
public final class CellValues {

    private CellValues() {}

    /** The value in one of the promised types; whatever has none of its own becomes its text. */
    public static Object normalise(Object value) {
        if (value == null
                || value instanceof String
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof BigDecimal
                || value instanceof BigInteger
                || value instanceof Double
                || value instanceof LocalDate
                || value instanceof LocalDateTime
                || value instanceof LocalTime) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return (double) number;
        }
        if (value instanceof OffsetDateTime instant) {
            return instant.withOffsetSameInstant(ZoneOffset.UTC);
        }
        if (value instanceof Timestamp time) {
            return time.toLocalDateTime();
        }
        if (value instanceof Time time) {
            return time.toLocalTime();
        }
        return value instanceof Date date ? date.toLocalDate() : value.toString();
    }
}
