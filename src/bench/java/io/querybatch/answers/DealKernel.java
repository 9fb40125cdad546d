package io.querybatch.answers;

import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.ScanException;
import io.querybatch.query.Selection;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The rows of a scan for 500 queries, dealt out to them, beside the rows as they come. */
@State(Scope.Benchmark)
public class DealKernel {

    private static final int QUERIES = 500;
    private static final int ROWS_OF_EACH = 20;
    private static final Selection ALL = new Selection(List.of(), List.of(), 0, 1_000_000, 20);

    /** Nothing but reading them. */
    @Benchmark
    public long plainRows() throws ScanException {
        return sum(new Rows());
    }

    /** Each query its rows. */
    @Benchmark
    public long dealt() throws ScanException {
        DealtRows dealt = new DealtRows(new Rows(), ALL);
        long sum = 0;
        for (int query = 0; query < QUERIES; query++) {
            sum += sum(dealt.of(query));
        }
        return sum;
    }

    private static long sum(RowCursor rows) throws ScanException {
        long sum = 0;
        while (rows.next()) {
            for (int i = 0; i < rows.width(); i++) {
                sum += (Long) rows.value(i);
            }
        }
        return sum;
    }

    /** The number of a query and four numbers. */
    private static final class Rows implements RowCursor {

        private int row = -1;

        @Override
        public boolean next() {
            row++;
            return row < QUERIES * ROWS_OF_EACH;
        }

        @Override
        public int width() {
            return 5;
        }

        @Override
        public Object value(int column) {
            return (long) (column == 0 ? row / ROWS_OF_EACH : row + column);
        }
    }
}
