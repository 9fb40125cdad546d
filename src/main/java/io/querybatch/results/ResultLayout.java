package io.querybatch.results;

import io.querybatch.hosts.ForHosts;
import io.querybatch.query.OutputFormat;

/**
 * How rows are written.
 *
 * @param format the format, as asked for
 * @param noHeaders without a row of names
 * @param objectRows JSON rows as objects instead of arrays
 * @param safeCells neutralise cells that a spreadsheet would run as a formula (contract A7)
 */
@ForHosts(since = "0.1")
public record ResultLayout(OutputFormat format, boolean noHeaders, boolean objectRows, boolean safeCells) {

    /** The usual layout of a format. */
    public static ResultLayout of(OutputFormat format) {
        return new ResultLayout(format, false, false, false);
    }
}
