package io.querybatch.connectors.jdbc;

import io.querybatch.connectors.Cells;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/**
 * Days and times of MariaDB and MySQL, which may be none: {@code 2024-00-00}, {@code 100:00:00} come as text. The driver
 * turns TIME beyond a day into another time, and moves DATETIME into the time zone of this process, as text too; day and
 * time by themselves are not moved.
 */
final class MySqlTimes implements Cells.Times {

    @Override
    public Object date(ResultSet row, int column) throws SQLException {
        try {
            return row.getObject(column, LocalDate.class);
        } catch (SQLDataException | DateTimeException e) {
            return row.getString(column);
        }
    }

    @Override
    public Object time(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        try {
            return text == null ? null : LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    @Override
    public Object dateTime(ResultSet row, int column) throws SQLException {
        return date(row, column) instanceof LocalDate day
                ? LocalDateTime.of(day, row.getObject(column, LocalTime.class))
                : row.getString(column);
    }
}
