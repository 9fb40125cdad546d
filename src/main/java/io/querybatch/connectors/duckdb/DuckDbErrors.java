package io.querybatch.connectors.duckdb;

import io.querybatch.connectors.ScanException;
import io.querybatch.errors.ErrorCode;
import java.sql.SQLException;
import java.util.Locale;

/** What a caller is told of DuckDB's errors: the kind, never its text, which quotes SQL and paths. */
final class DuckDbErrors {

    private DuckDbErrors() {}

    static ScanException of(SQLException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (message.startsWith("io error") || message.contains("no files found")) {
            return unavailable(e);
        }
        if (message.contains("out of memory")) {
            return ScanException.of(ErrorCode.QUERY_SOURCE_ERROR, "The query needs more memory than it may use.", e);
        }
        return ScanException.of(ErrorCode.QUERY_SOURCE_ERROR, "The data source could not compute the query.", e);
    }

    static ScanException unavailable(SQLException e) {
        return ScanException.of(ErrorCode.QUERY_SOURCE_UNAVAILABLE, "The files of the data source cannot be read.", e);
    }
}
