package io.querybatch.results.formats.duckdb;

import io.querybatch.duckdb.RowAppender;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.UnfitValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The type of a column: by the data type its field declares, since it must be known before the first row. */
enum ParquetType {
    BIGINT {
        @Override
        void append(RowAppender rows, Object value) throws SQLException {
            rows.append(
                    value instanceof BigDecimal number
                            ? number.longValueExact()
                            : value instanceof BigInteger whole ? whole.longValueExact() : exact(value));
        }

        private static long exact(Object value) {
            return value instanceof Long number
                    ? number
                    : new BigDecimal(value.toString().strip()).longValueExact();
        }
    },
    DOUBLE {
        @Override
        void append(RowAppender rows, Object value) throws SQLException {
            rows.append(
                    value instanceof Number number
                            ? number.doubleValue()
                            : new BigDecimal(value.toString().strip()).doubleValue());
        }
    },
    DATE {
        @Override
        void append(RowAppender rows, Object value) throws SQLException {
            rows.append(value instanceof LocalDate date ? date : LocalDate.parse(value.toString()));
        }
    },
    TIMESTAMP {
        @Override
        void append(RowAppender rows, Object value) throws SQLException {
            if (value instanceof LocalDateTime time) {
                rows.append(time);
            } else if (value instanceof OffsetDateTime instant) {
                rows.append(instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
            } else {
                rows.append(LocalDateTime.parse(value.toString().replace(' ', 'T')));
            }
        }
    },
    VARCHAR {
        @Override
        void append(RowAppender rows, Object value) throws SQLException {
            rows.append(value.toString());
        }
    };

    /** Appends a value that is not null; throws a RuntimeException if it does not fit. */
    abstract void append(RowAppender rows, Object value) throws SQLException;

    static ParquetType of(ResultColumn column) {
        String dataType = column.dataType();
        if (dataType.startsWith("int.")) {
            return BIGINT;
        }
        if (dataType.startsWith("float.")) {
            return DOUBLE;
        }
        return switch (dataType) {
            case "string.time.date" -> DATE;
            case "string.time.datetime" -> TIMESTAMP;
            default -> VARCHAR;
        };
    }

    static UnfitValueException unfit(ResultColumn column) {
        return new UnfitValueException("Column \"" + column.name() + "\" has a value that is no " + column.dataType()
                + "; ask for another format, or for clean data types.");
    }
}
