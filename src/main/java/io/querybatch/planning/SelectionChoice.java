package io.querybatch.planning;

import io.querybatch.query.Order;
import java.util.List;

/**
 * Order and limits as a caller asked for them; numbers are null when the caller did not say.
 *
 * @param orderRows {@code order_rows}
 * @param orderColumns {@code order_columns}
 * @param maxRows {@code max_rows}; 0 asks for all
 * @param maxColumns {@code max_columns}; 0 asks for all
 * @param offsetStart {@code offset_start}, first data row from 0
 * @param offsetEnd {@code offset_end}, last data row, inclusive
 */
public record SelectionChoice(
        List<Order> orderRows,
        List<Order> orderColumns,
        Integer maxRows,
        Integer maxColumns,
        Integer offsetStart,
        Integer offsetEnd) {

    /** Nothing was asked for. */
    public static final SelectionChoice NONE = new SelectionChoice(List.of(), List.of(), null, null, null, null);

    public SelectionChoice {
        orderRows = List.copyOf(orderRows);
        orderColumns = List.copyOf(orderColumns);
    }
}
