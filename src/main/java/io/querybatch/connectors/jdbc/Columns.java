package io.querybatch.connectors.jdbc;

import io.querybatch.connectors.CellValues;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How each column of a result is read. Dates and times are asked for as such: the old JDBC classes bring the time zone of this process with them. */
final class Columns {

    private final List<Reader> readers;

    private Columns(List<Reader> readers) {
        this.readers = readers;
    }

    static Columns of(ResultSetMetaData columns) throws SQLException {
        List<Reader> readers = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            readers.add(reader(columns.getColumnType(i), String.valueOf(columns.getColumnTypeName(i))));
        }
        return new Columns(readers);
    }

    int width() {
        return readers.size();
    }

    /** The value of a column of the current row, counted from 0. */
    Object value(ResultSet row, int column) throws SQLException {
        return CellValues.normalise(readers.get(column).read(row, column + 1));
    }

    private static Reader reader(int type, String name) {
        return switch (type) {
            case Types.DATE -> (row, column) -> row.getObject(column, LocalDate.class);
            case Types.TIMESTAMP_WITH_TIMEZONE -> instant();
            // PostgreSQL calls both kinds of timestamp by the same number.
            case Types.TIMESTAMP ->
                name.toLowerCase(Locale.ROOT).equals("timestamptz")
                        ? instant()
                        : (row, column) -> row.getObject(column, LocalDateTime.class);
            case Types.TIME -> (row, column) -> row.getObject(column, LocalTime.class);
            case Types.BOOLEAN,
                    Types.BIT,
                    Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE,
                    Types.NUMERIC,
                    Types.DECIMAL -> ResultSet::getObject;
            default -> ResultSet::getString;
        };
    }

    private static Reader instant() {
        return (row, column) -> row.getObject(column, OffsetDateTime.class);
    }

    /** Reads a column, counted from 1. */
    private interface Reader {
        Object read(ResultSet row, int column) throws SQLException;
    }
}
