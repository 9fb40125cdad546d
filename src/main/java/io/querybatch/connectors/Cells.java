package io.querybatch.connectors;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How the cells of a JDBC result become the values that {@link RowCursor#value} promises. */
public final class Cells {

    private static final Set<Class<?>> AS_THEY_ARE = Set.of(
            String.class,
            Long.class,
            Boolean.class,
            BigDecimal.class,
            BigInteger.class,
            Double.class,
            LocalDate.class,
            LocalDateTime.class,
            LocalTime.class);

    private final List<Reader> readers;

    private Cells(List<Reader> readers) {
        this.readers = readers;
    }

    /** The cells of a result with these columns, from a driver that keeps to JDBC 4.2. */
    public static Cells of(ResultSetMetaData columns) throws SQLException {
        return of(columns, new Times() {});
    }

    /** The cells of a result with these columns. */
    public static Cells of(ResultSetMetaData columns, Times times) throws SQLException {
        List<Reader> readers = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            readers.add(reader(columns.getColumnType(i), String.valueOf(columns.getColumnTypeName(i)), times));
        }
        return new Cells(readers);
    }

    /** Number of columns. */
    public int width() {
        return readers.size();
    }

    /** The value of a column of the current row, counted from 0. */
    public Object value(ResultSet row, int column) throws SQLException {
        return readers.get(column).read(row, column + 1);
    }

    private static Reader reader(int type, String name, Times times) {
        return switch (type) {
            case Types.DATE -> times::date;
            case Types.TIME -> times::time;
            case Types.TIMESTAMP_WITH_TIMEZONE -> times::instant;
            // PostgreSQL calls both kinds of timestamp by the same number.
            case Types.TIMESTAMP ->
                name.toLowerCase(Locale.ROOT).equals("timestamptz") ? times::instant : times::dateTime;
            default -> Cells::plain;
        };
    }

    private static Object plain(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null || AS_THEY_ARE.contains(value.getClass())) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return value instanceof Float number ? Double.valueOf(number) : row.getString(column);
    }

    /**
     * How days and times are read, in columns counted from 1. They are asked for as such: the older classes of
     * JDBC bring the time zone of this process with them.
     */
    public interface Times {

        default Object date(ResultSet row, int column) throws SQLException {
            return row.getObject(column, LocalDate.class);
        }

        default Object time(ResultSet row, int column) throws SQLException {
            return row.getObject(column, LocalTime.class);
        }

        default Object dateTime(ResultSet row, int column) throws SQLException {
            return row.getObject(column, LocalDateTime.class);
        }

        /** One with a zone. */
        default Object instant(ResultSet row, int column) throws SQLException {
            OffsetDateTime instant = row.getObject(column, OffsetDateTime.class);
            return instant == null ? null : instant.withOffsetSameInstant(ZoneOffset.UTC);
        }
    }

    /** Reads a column, counted from 1. */
    private interface Reader {
        Object read(ResultSet row, int column) throws SQLException;
    }
}
