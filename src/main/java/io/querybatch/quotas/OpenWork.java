package io.querybatch.quotas;

import java.time.LocalDate;

/** The work of tenants, within the transaction that adds to it. */
public interface OpenWork {

    /**
     * Counts queries of a tenant, whose other submissions wait from here to the end of the transaction.
     *
     * @return where the tenant stands then
     */
    Use.Standing spend(String tenant, LocalDate day, int queries);
}
