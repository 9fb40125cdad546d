package io.querybatch.execution;

import io.querybatch.query.QuerySpec;

/** How long a scan is expected to take. */
public interface ScanCosts {

    /** Nothing is known: a scan may take all the time that a slot is for. */
    ScanCosts UNKNOWN = form -> Course.BUDGET.toNanos();

    /** In nanoseconds, of a scan for queries of that form. */
    long nanos(QuerySpec form);
}
