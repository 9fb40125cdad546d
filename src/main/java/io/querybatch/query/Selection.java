package io.querybatch.query;

import io.querybatch.hosts.ForHosts;
import io.querybatch.hosts.Internal;
import java.util.List;

/**
 * Which of the rows and columns that match a query are returned, and in which order.
 *
 * @param orderRows criteria for rows, the most important first; dimensions decide what these leave open
 * @param orderColumns criteria for the columns that {@link FieldRef#column} makes
 * @param offset data rows left out at the beginning, from 0
 * @param maxRows most data rows, at least 1
 * @param maxColumns most columns that {@link FieldRef#column} makes, at least 1
 */
@ForHosts(since = "0.1")
public record Selection(List<Order> orderRows, List<Order> orderColumns, int offset, int maxRows, int maxColumns) {

    @Internal
    public Selection {
        orderRows = List.copyOf(orderRows);
        orderColumns = List.copyOf(orderColumns);
    }

    /** The first rows in the order of their dimensions. */
    public static Selection first(int maxRows) {
        return new Selection(List.of(), List.of(), 0, maxRows, Integer.MAX_VALUE);
    }
}
