package io.querybatch.answers;

import io.querybatch.catalog.DataSource;
import io.querybatch.connectors.Connector;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.ScanException;
import io.querybatch.query.QuerySpec;
import io.querybatch.results.ResultColumn;
import java.util.ArrayList;
import java.util.List;

/** Whole answers, for tests. */
final class Answers {

    /** Watches nothing. */
    static final ScanWatch UNWATCHED = new ScanWatch() {
        @Override
        public void attach(RunningScan scan) {
            // Nobody will stop it.
        }

        @Override
        public void detach() {
            // Nothing was kept.
        }
    };

    private Answers() {}

    /** An answer, read whole. */
    record Whole(List<ResultColumn> columns, List<List<Object>> rows) {

        List<String> header() {
            return columns.stream().map(ResultColumn::name).toList();
        }

        /** One line a row, values as text with blanks between them. */
        List<String> lines() {
            return rows.stream()
                    .map(row ->
                            String.join(" ", row.stream().map(String::valueOf).toList()))
                    .toList();
        }
    }

    static Whole of(QuerySpec spec, DataSource source, Connector connector) throws ScanException {
        try (Answer answer = Answer.open(spec, source, connector, UNWATCHED)) {
            List<List<Object>> rows = all(answer.rows());
            return new Whole(answer.columns(), rows);
        }
    }

    static List<List<Object>> all(RowCursor rows) throws ScanException {
        List<List<Object>> all = new ArrayList<>();
        while (rows.next()) {
            all.add(row(rows));
        }
        return all;
    }

    /** The row at which a cursor stands. */
    static List<Object> row(RowCursor rows) throws ScanException {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < rows.width(); i++) {
            row.add(rows.value(i));
        }
        return row;
    }
}
