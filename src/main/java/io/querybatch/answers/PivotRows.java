package io.querybatch.answers;

import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.ScanException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Turns cells into rows: all cells of a row follow each other, so no more than one row is in memory. What is not among
 * the columns is left out; a cell that does not exist is null.
 */
final class PivotRows implements RowCursor {

    private final RowCursor cells;
    private final int rowDimensions;
    private final int columnDimensions;
    private final int metrics;
    private final Map<List<String>, Integer> columns = new HashMap<>();
    private Object[] row;
    private boolean onCell;

    /** Takes cells of place, row dimensions, column dimensions and metrics; {@code columns} are the values of each column. */
    PivotRows(RowCursor cells, int rowDimensions, int metrics, List<List<String>> columns) {
        this.cells = cells;
        this.rowDimensions = rowDimensions;
        this.columnDimensions = cells.width() - 1 - rowDimensions - metrics;
        this.metrics = metrics;
        columns.forEach(column -> this.columns.put(column, this.columns.size()));
        this.row = new Object[width()];
    }

    @Override
    public boolean next() throws ScanException {
        if (!onCell && !cells.next()) {
            return false;
        }
        Object place = cells.value(0);
        row = new Object[width()];
        for (int i = 0; i < rowDimensions; i++) {
            row[i] = cells.value(1 + i);
        }
        do {
            place();
            onCell = cells.next();
        } while (onCell && Objects.equals(cells.value(0), place));
        return true;
    }

    private void place() throws ScanException {
        String[] key = new String[columnDimensions];
        for (int i = 0; i < columnDimensions; i++) {
            key[i] = text(cells.value(1 + rowDimensions + i));
        }
        Integer column = columns.get(Arrays.asList(key));
        for (int i = 0; column != null && i < metrics; i++) {
            row[rowDimensions + column * metrics + i] = cells.value(1 + rowDimensions + columnDimensions + i);
        }
    }

    /** A value that becomes a column, as it heads it; the empty text for none. */
    static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    @Override
    public int width() {
        return rowDimensions + columns.size() * metrics;
    }

    @Override
    public Object value(int column) {
        return row[column];
    }
}
