package io.querybatch.duckdb;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Appends the rows of a table, value by value in the order of its columns. Used by one thread. */
public final class RowAppender implements AutoCloseable {

    private final AutoCloseable rows;
    private final AppenderCalls calls;

    RowAppender(AutoCloseable rows, AppenderCalls calls) {
        this.rows = rows;
        this.calls = calls;
    }

    /** Begins a row. */
    public void beginRow() throws SQLException {
        try {
            calls.beginRow().invokeExact(rows);
        } catch (Throwable e) {
            throw DuckDb.failure(e);
        }
    }

    /** Ends a row that has a value for each column. */
    public void endRow() throws SQLException {
        try {
            calls.endRow().invokeExact(rows);
        } catch (Throwable e) {
            throw DuckDb.failure(e);
        }
    }

    /** Appends a null of any type. */
    public void appendNull() throws SQLException {
        try {
            calls.ofNull().invokeExact(rows);
        } catch (Throwable e) {
            throw DuckDb.failure(e);
        }
    }

    /** Appends to a column of the type BIGINT. */
    public void append(long value) throws SQLException {
        try {
            calls.ofLong().invokeExact(rows, value);
        } catch (Throwable e) {
            throw DuckDb.failure(e);
        }
    }

    /** Appends to a column of the type DOUBLE. */
    public void append(double value) throws SQLException {
        try {
            calls.ofDouble().invokeExact(rows, value);
        } catch (Throwable e) {
            throw DuckDb.failure(e);
        }
    }

    /** Appends to a column of the type DATE. */
    public void append(LocalDate value) throws SQLException {
        try {
            calls.ofDate().invokeExact(rows, value);
        } catch (Throwable e) {
            throw DuckDb.failure(e);
        }
    }

    /** Appends to a column of the type TIMESTAMP. */
    public void append(LocalDateTime value) throws SQLException {
        try {
            calls.ofTime().invokeExact(rows, value);
        } catch (Throwable e) {
            throw DuckDb.failure(e);
        }
    }

    /** Appends to a column of the type VARCHAR. */
    public void append(String value) throws SQLException {
        try {
            calls.ofText().invokeExact(rows, value);
        } catch (Throwable e) {
            throw DuckDb.failure(e);
        }
    }

    /** Writes what was appended; a row that was begun is not among it. */
    @Override
    public void close() throws SQLException {
        try {
            rows.close();
        } catch (Exception e) {
            throw DuckDb.failure(e);
        }
    }
}
