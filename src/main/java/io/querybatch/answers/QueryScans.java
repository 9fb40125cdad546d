package io.querybatch.answers;

import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.Scan;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Query;

/** Runs the scans of one query, one after the other, within one time limit for all of them. */
final class QueryScans implements AutoCloseable {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final SqlConnector connector;
    private final ScanWatch watch;
    private final long deadline;
    private RunningScan current;

    QueryScans(SqlConnector connector, ScanWatch watch, Duration timeout) {
        this.connector = connector;
        this.watch = watch;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** Runs a statement; its rows can be read until the next one starts. */
    RowCursor rows(Query query) throws ScanException {
        return rows(SqlStatement.of(query));
    }

    /** Runs a statement; its rows can be read until the next one starts. */
    RowCursor rows(SqlStatement statement) throws ScanException {
        close();
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        Scan scan = new Scan(statement.sql(), statement.values(), left.compareTo(SHORTEST) < 0 ? SHORTEST : left);
        current = connector.start(scan);
        watch.attach(current);
        return current.rows();
    }

    /** Runs a statement of few and narrow rows and returns them as text, the empty text for null. */
    List<List<String>> texts(Query query) throws ScanException {
        RowCursor rows = rows(query);
        List<List<String>> all = new ArrayList<>();
        while (rows.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 0; i < rows.width(); i++) {
                row.add(PivotRows.text(rows.value(i)));
            }
            all.add(row);
        }
        return all;
    }

    @Override
    public void close() {
        if (current != null) {
            watch.detach();
            current.close();
            current = null;
        }
    }
}
