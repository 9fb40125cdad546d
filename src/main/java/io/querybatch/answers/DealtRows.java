package io.querybatch.answers;

import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.ScanException;
import io.querybatch.errors.ErrorCode;
import io.querybatch.query.Selection;

/**
 * The rows of one scan, dealt out to the queries it answers. They come ordered by the number of their query, which is their
 * first column, and within it as the query wants them.
 */
final class DealtRows {

    /** A scan with more rows costs more than it saves, if not all the memory of its engine. */
    static final int MOST = 1_000_000;

    private static final long NONE = -1;

    private final RowCursor all;
    private final Selection selection;

    /** Query whose row the scan stands at and nobody has taken yet, or {@link #NONE}. */
    private long waiting = NONE;

    private boolean ended;
    private int read;

    DealtRows(RowCursor all, Selection selection) {
        this.all = all;
        this.selection = selection;
    }

    /** The rows of a query, within its offset and limit; ask for each query once, in order. */
    RowCursor of(int query) {
        return new Hand(query);
    }

    /** Whether the scan stands at a row of that query; rows that earlier queries left are passed over. */
    private boolean standsAt(int query) throws ScanException {
        while (!ended && waiting < query) {
            ended = !all.next();
            count();
            waiting = ended ? NONE : ((Number) all.value(0)).longValue();
        }
        return waiting == query;
    }

    private void count() throws ScanException {
        read++;
        if (read > MOST) {
            throw ScanException.of(ErrorCode.QUERY_RESULT_TOO_LARGE, "A shared scan has too many rows.", null);
        }
    }

    /** What one query gets. */
    private final class Hand implements RowCursor {

        private final int query;
        private int seen;

        private Hand(int query) {
            this.query = query;
        }

        @Override
        public boolean next() throws ScanException {
            while (seen < selection.offset() && take()) {
                seen++;
            }
            if (seen - selection.offset() >= selection.maxRows() || !take()) {
                return false;
            }
            seen++;
            return true;
        }

        private boolean take() throws ScanException {
            boolean mine = standsAt(query);
            if (mine) {
                waiting = NONE;
            }
            return mine;
        }

        @Override
        public int width() {
            return all.width() - 1;
        }

        @Override
        public Object value(int column) throws ScanException {
            return all.value(column + 1);
        }
    }
}
