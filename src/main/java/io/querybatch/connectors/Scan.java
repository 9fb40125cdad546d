package io.querybatch.connectors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One statement for a data source. All values a caller sent are in {@code binds}, never in {@code sql}.
 *
 * @param sql statement with {@code ?} placeholders, in the connector's dialect
 * @param binds values of the placeholders, in order: String, Integer, Long, BigDecimal, Boolean or LocalDate, or null
 * @param timeout longest time it may run, more than zero
 */
public record Scan(String sql, List<Object> binds, Duration timeout) {

    public Scan {
        binds = Collections.unmodifiableList(new ArrayList<>(binds));
    }
}
