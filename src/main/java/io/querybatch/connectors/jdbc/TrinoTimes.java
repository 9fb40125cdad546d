package io.querybatch.connectors.jdbc;

import io.querybatch.connectors.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Times of Trino, whose driver knows neither LocalTime nor OffsetDateTime. */
final class TrinoTimes implements Cells.Times {

    /** Length of a time with as many digits as Java has. */
    private static final int NANOSECONDS = "01:02:03.123456789".length();

    @Override
    public Object time(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : LocalTime.parse(text.substring(0, Math.min(text.length(), NANOSECONDS)));
    }

    @Override
    public Object instant(ResultSet row, int column) throws SQLException {
        ZonedDateTime time = row.getObject(column, ZonedDateTime.class);
        return time == null ? null : time.toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC);
    }
}
