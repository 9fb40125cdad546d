package io.querybatch.answers;

import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.ScanException;
import io.querybatch.query.PeriodComparison.Show;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.BitSet;

/** Shows the other period's values as the query asks: each stands directly after the metric it is compared with. */
final class ComparedRows implements RowCursor {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final RowCursor rows;
    private final BitSet others;
    private final Show show;

    /** {@code others} are the columns with values of the other period. */
    ComparedRows(RowCursor rows, BitSet others, Show show) {
        this.rows = rows;
        this.others = others;
        this.show = show;
    }

    @Override
    public boolean next() throws ScanException {
        return rows.next();
    }

    @Override
    public int width() {
        return rows.width();
    }

    @Override
    public Object value(int column) throws ScanException {
        Object value = rows.value(column);
        if (!others.get(column) || show == Show.VALUE) {
            return value;
        }
        BigDecimal now = Numbers.exact(rows.value(column - 1));
        BigDecimal then = Numbers.exact(value);
        if (now == null || then == null) {
            return null;
        }
        BigDecimal change = now.subtract(then);
        if (show == Show.ABS_CHANGE) {
            return change;
        }
        return then.signum() == 0 ? null : change.multiply(HUNDRED).divide(then.abs(), MathContext.DECIMAL64);
    }
}
