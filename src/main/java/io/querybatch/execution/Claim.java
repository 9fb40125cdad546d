package io.querybatch.execution;

import io.querybatch.query.BatchItem;
import io.querybatch.query.BatchOrigin;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.ResultKey;

/**
 * One query taken to be run by this node.
 *
 * @param query the query
 * @param attempt number of this try, from 1
 * @param fence number that no other claim of the query has, and that claims of one slot share; an outcome is published only
 *     under the query's latest
 * @param item the item the query belongs to
 * @param format format of the result
 * @param interactive whether somebody waits for it: a query alone
 * @param lead number of the query that leads the slot: its own, unless it rides along
 * @param scan number of the query that leads the scan: its own, unless it shares the one of another
 * @param answer the answer that is there already; null: the source has to be asked
 * @param tenant whose it is, for logs and traces; null if nobody says
 * @param origin the request that its batch came with
 */
public record Claim(
        ScheduleId query,
        int attempt,
        long fence,
        BatchItem item,
        OutputFormat format,
        boolean interactive,
        int lead,
        int scan,
        KnownAnswer answer,
        String tenant,
        BatchOrigin origin) {

    /** One of which nobody says whose it is. */
    public Claim(
            ScheduleId query,
            int attempt,
            long fence,
            BatchItem item,
            OutputFormat format,
            boolean interactive,
            int lead,
            int scan,
            KnownAnswer answer) {
        this(query, attempt, fence, item, format, interactive, lead, scan, answer, null, BatchOrigin.UNKNOWN);
    }

    /** One for which the source is asked once for all queries of the slot. */
    public Claim(
            ScheduleId query,
            int attempt,
            long fence,
            BatchItem item,
            OutputFormat format,
            boolean interactive,
            int lead) {
        this(query, attempt, fence, item, format, interactive, lead, lead, null);
    }

    /** Whether its answer is there already. */
    public boolean reuses() {
        return answer != null;
    }

    /** Whether it takes no slot of its own. */
    public boolean rides() {
        return lead != query.n();
    }

    /** Whether the scan of another query answers it. */
    public boolean sharesScan() {
        return scan != query.n();
    }

    /** What to run. */
    public QuerySpec spec() {
        return item.query(query.n());
    }

    /** The data source it runs against. */
    public String dataSource() {
        return item.spec().dataSource();
    }

    /** Where the result of this attempt goes. */
    public ResultKey resultKey() {
        return new ResultKey(query, fence);
    }
}
