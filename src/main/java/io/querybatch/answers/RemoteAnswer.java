package io.querybatch.answers;

import io.querybatch.catalog.DataSource;
import io.querybatch.connectors.QueryConnector;
import io.querybatch.connectors.RemoteQuery;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.ScanException;
import io.querybatch.query.QuerySpec;
import io.querybatch.results.ResultColumn;
import java.util.List;

/** The answer of a service that computes queries by itself; here its values are only presented. */
final class RemoteAnswer implements Answer {

    private final RunningScan scan;
    private final ScanWatch watch;
    private final List<ResultColumn> columns;
    private RowCursor rows;

    private RemoteAnswer(RunningScan scan, ScanWatch watch, List<ResultColumn> columns) {
        this.scan = scan;
        this.watch = watch;
        this.columns = columns;
    }

    static Answer open(QuerySpec spec, DataSource source, QueryConnector connector, ScanWatch watch)
            throws ScanException {
        List<ResultColumn> columns = QueryFields.of(spec, source.definition()).requested().stream()
                .map(SqlAnswer::column)
                .toList();
        RunningScan scan = connector.start(
                new RemoteQuery(spec, source.definition().limits().queryTimeout()));
        watch.attach(scan);
        RemoteAnswer answer = new RemoteAnswer(scan, watch, columns);
        try {
            RowCursor rows = scan.rows();
            skip(rows, spec.selection().offset());
            answer.rows = new PresentedRows(
                    rows,
                    columns,
                    spec.settings().roundMetricsTo(),
                    spec.settings().cleanDataTypes());
            return answer;
        } catch (ScanException | RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    private static void skip(RowCursor rows, int count) throws ScanException {
        int skipped = 0;
        while (skipped < count && rows.next()) {
            skipped++;
        }
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public RowCursor rows() {
        return rows;
    }

    @Override
    public void close() {
        watch.detach();
        scan.close();
    }
}
