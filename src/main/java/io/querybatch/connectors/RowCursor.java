package io.querybatch.connectors;

import io.querybatch.hosts.ForHosts;

/** Forward-only rows of a running scan; memory does not grow with their number. Belongs to one thread. */
@ForHosts(since = "0.1")
public interface RowCursor {

    /**
     * Goes to the next row.
     *
     * @return false when there is none
     * @throws ScanException if the source fails in the middle, or the scan was cancelled or ran out of time
     */
    boolean next() throws ScanException;

    /** Number of columns of every row. */
    int width();

    /**
     * A value of the current row: null, String, Boolean, Long, Double, BigDecimal, BigInteger, LocalDate, LocalDateTime,
     * OffsetDateTime or LocalTime; whatever else a source has comes as its text.
     *
     * @param column index from 0
     */
    Object value(int column) throws ScanException;
}
