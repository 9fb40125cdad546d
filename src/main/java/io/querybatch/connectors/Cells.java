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
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

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

    /** Trino's driver knows neither LocalTime nor OffsetDateTime; its names of types are its own. */
    private static final Pattern TRINO_TIME = Pattern.compile("time\\([0-9]+\\)");

    private static final Pattern TRINO_INSTANT = Pattern.compile("timestamp\\([0-9]+\\) with time zone");
    /** Length of a time with as many digits as Java has. */
    private static final int NANOSECONDS = "01:02:03.123456789".length();

    private final List<Reader> readers;

    private Cells(List<Reader> readers) {
        this.readers = readers;
    }

    /** The cells of a result with these columns. */
    public static Cells of(ResultSetMetaData columns) throws SQLException {
        List<Reader> readers = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            readers.add(reader(columns.getColumnType(i), String.valueOf(columns.getColumnTypeName(i))));
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

    /** Times are asked for as such: the older classes of JDBC bring the time zone of this process with them. */
    private static Reader reader(int type, String name) {
        return switch (type) {
            case Types.DATE -> (row, column) -> row.getObject(column, LocalDate.class);
            case Types.TIME ->
                TRINO_TIME.matcher(name).matches()
                        ? Cells::timeOfText
                        : (row, column) -> row.getObject(column, LocalTime.class);
            case Types.TIMESTAMP_WITH_TIMEZONE ->
                TRINO_INSTANT.matcher(name).matches() ? Cells::instantOfZone : Cells::instant;
            // PostgreSQL calls both kinds of timestamp by the same number.
            case Types.TIMESTAMP ->
                name.toLowerCase(Locale.ROOT).equals("timestamptz")
                        ? Cells::instant
                        : (row, column) -> row.getObject(column, LocalDateTime.class);
            default -> Cells::plain;
        };
    }

    private static Object instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime instant = row.getObject(column, OffsetDateTime.class);
        return instant == null ? null : instant.withOffsetSameInstant(ZoneOffset.UTC);
    }

    private static Object instantOfZone(ResultSet row, int column) throws SQLException {
        ZonedDateTime time = row.getObject(column, ZonedDateTime.class);
        return time == null ? null : time.toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC);
    }

    private static Object timeOfText(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : LocalTime.parse(text.substring(0, Math.min(text.length(), NANOSECONDS)));
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

    /** Reads a column, counted from 1. */
    private interface Reader {
        Object read(ResultSet row, int column) throws SQLException;
    }
}
