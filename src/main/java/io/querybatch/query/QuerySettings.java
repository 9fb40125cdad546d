package io.querybatch.query;

import io.querybatch.hosts.ForHosts;
import io.querybatch.hosts.Internal;

/**
 * How a result is made and presented (contract B §5.5); none of it changes which rows there are.
 *
 * @param noHeaders leave out the header row
 * @param noJsonKeys JSON rows as arrays; else as objects
 * @param roundMetricsTo decimal places of metrics, 0 to 20; null: as the source gave them
 * @param timezone zone in which relative dates were resolved, for the record; null: the server's
 * @param safeCells neutralise cells that a spreadsheet would run as a formula (contract A7)
 * @param cleanDataTypes cast cells to the declared data type of their field
 * @param noFusion have a scan of its own, whatever else is asked
 */
@ForHosts(since = "0.1")
public record QuerySettings(
        boolean noHeaders,
        boolean noJsonKeys,
        Integer roundMetricsTo,
        String timezone,
        boolean safeCells,
        boolean cleanDataTypes,
        boolean noFusion) {

    @Internal
    public QuerySettings {}

    /** Nothing set. */
    public static final QuerySettings DEFAULT = new QuerySettings(false, true, null, null, false, false, false);
}
