package io.querybatch.connectors;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All rows of a scan at once, for tests that ask for few. */
public final class Rows {

    public static final Duration LONG = Duration.ofMinutes(2);

    private Rows() {}

    public static List<List<Object>> of(SqlConnector connector, String sql, Object... binds) throws ScanException {
        List<List<Object>> all = new ArrayList<>();
        try (RunningScan scan = connector.start(new Scan(sql, List.of(binds), LONG))) {
            RowCursor rows = scan.rows();
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 0; i < rows.width(); i++) {
                    row.add(rows.value(i));
                }
                all.add(row);
            }
        }
        return all;
    }

    /** How a scan fails that must fail. */
    public static ScanException failure(SqlConnector connector, String sql, Object... binds) {
        return catchThrowableOfType(ScanException.class, () -> of(connector, sql, binds));
    }
}
