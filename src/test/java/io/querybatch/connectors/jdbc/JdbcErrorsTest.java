package io.querybatch.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.connectors.ScanException;
import io.querybatch.errors.ErrorCode;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcErrorsTest {

    private static final String SECRET = "FATAL: password hunter2 for db.internal: select x from secrets";

    private static ErrorCode code(SQLException e) {
        ScanException failure = JdbcErrors.of(e);
        assertThat(failure.failure().description()).doesNotContain("hunter2").doesNotContain("internal");
        assertThat(failure).hasCause(e);
        return failure.failure().code();
    }

    @ParameterizedTest
    @CsvSource({
        "42703, 0, QUERY_FIELD_UNAVAILABLE, PostgreSQL: no such column",
        "42S22, 42122, QUERY_FIELD_UNAVAILABLE, H2: no such column",
        "42S22, 1054, QUERY_FIELD_UNAVAILABLE, MariaDB: no such column",
        ", 47, QUERY_FIELD_UNAVAILABLE, Trino: no such column",
        "42P01, 0, QUERY_SOURCE_ERROR, PostgreSQL: no such table",
        "42S02, 1146, QUERY_SOURCE_ERROR, MariaDB: no such table",
        ", 46, QUERY_SOURCE_ERROR, Trino: no such table",
        "42601, 0, QUERY_SOURCE_ERROR, syntax",
        "42501, 0, QUERY_SOURCE_ERROR, not allowed to read the table",
        "22012, 0, QUERY_SOURCE_ERROR, division by zero",
        "53200, 0, QUERY_SOURCE_ERROR, PostgreSQL: out of memory",
        ", 131073, QUERY_SOURCE_ERROR, Trino: out of memory",
        "57014, 0, QUERY_TIMEOUT, PostgreSQL: statement_timeout",
        "70100, 1969, QUERY_TIMEOUT, MariaDB: max_statement_time",
        "HY000, 3024, QUERY_TIMEOUT, MySQL: max_execution_time",
        ", 131075, QUERY_TIMEOUT, Trino: query_max_run_time",
        "08001, 0, QUERY_SOURCE_UNAVAILABLE, cannot connect",
        "08006, 0, QUERY_SOURCE_UNAVAILABLE, connection lost",
        "08S01, 0, QUERY_SOURCE_UNAVAILABLE, MariaDB: connection lost",
        "28P01, 0, QUERY_SOURCE_UNAVAILABLE, PostgreSQL: wrong password",
        "28000, 1045, QUERY_SOURCE_UNAVAILABLE, MariaDB: wrong password",
        "57P01, 0, QUERY_SOURCE_UNAVAILABLE, PostgreSQL: shutting down",
        "57P03, 0, QUERY_SOURCE_UNAVAILABLE, PostgreSQL: starting up",
        "53300, 0, QUERY_SOURCE_UNAVAILABLE, PostgreSQL: too many connections",
        "3D000, 0, QUERY_SOURCE_UNAVAILABLE, no such database",
        "90098, 90098, QUERY_SOURCE_UNAVAILABLE, H2: database closed",
        ", 65558, QUERY_SOURCE_UNAVAILABLE, Trino: worker lost",
        ", 131074, QUERY_SOURCE_UNAVAILABLE, Trino: queue full",
        ", 0, QUERY_SOURCE_ERROR, nothing known"
    })
    void namesTheKindOfAnError(String state, int vendor, ErrorCode expected, String what) {
        assertThat(code(new SQLException(SECRET, state, vendor))).as(what).isEqualTo(expected);
    }

    @Test
    void looksThroughTheWrapperOfThePool() {
        SQLException driver = new SQLException(SECRET, "28P01");
        SQLException pool = new SQLTransientConnectionException("not available", null, 0, driver);
        assertThat(code(pool)).isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
        assertThat(JdbcErrors.of(pool).failure().description())
                .isEqualTo("The data source does not let this server in.");
    }

    @Test
    void knowsTheExceptionsThatJdbcHasForIt() {
        assertThat(code(new SQLTimeoutException(SECRET))).isEqualTo(ErrorCode.QUERY_TIMEOUT);
        assertThat(code(new SQLTransientConnectionException(SECRET))).isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
        assertThat(code(new SQLException(SECRET, new ConnectException())))
                .isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
        assertThat(code(new SQLException(SECRET, new IllegalStateException(SECRET, new ConnectException()))))
                .isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
    }
}
