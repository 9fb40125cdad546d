package io.querybatch.answers;

import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.ScanException;
import io.querybatch.results.ResultColumn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Values as the settings of the query want them: cast to the declared data types, metrics rounded half up. */
final class PresentedRows implements RowCursor {

    private final RowCursor rows;
    private final List<ResultColumn> columns;
    private final Integer decimals;
    private final boolean clean;

    /** {@code decimals} may be null: no rounding. */
    PresentedRows(RowCursor rows, List<ResultColumn> columns, Integer decimals, boolean clean) {
        this.rows = rows;
        this.columns = columns;
        this.decimals = decimals;
        this.clean = clean;
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
    public Object value(int index) throws ScanException {
        Object value = rows.value(index);
        ResultColumn column = columns.get(index);
        if (clean) {
            value = CleanValue.of(value, column.dataType());
        }
        return decimals != null && column.kind().equals("met") ? rounded(value, decimals) : value;
    }

    private static Object rounded(Object value, int decimals) {
        if (value instanceof Long) {
            return value;
        }
        BigDecimal number = Numbers.exact(value);
        return number == null || number.scale() <= decimals ? value : number.setScale(decimals, RoundingMode.HALF_UP);
    }
}
