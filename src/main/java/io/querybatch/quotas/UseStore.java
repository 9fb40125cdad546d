package io.querybatch.quotas;

import java.time.LocalDate;
import java.util.Map;

/** Remembers what tenants used, for all nodes. Every method is one transaction. */
public interface UseStore {

    /** Adds what tenants did on a day. */
    void add(LocalDate day, Map<String, Use> more);

    /** Where a tenant stands on a day. */
    Use.Standing standing(String tenant, LocalDate day);

    /** Bytes of the results that are stored, by tenant; who has none may be missing. Reads every query that has a result. */
    Map<String, Long> storedBytes();

    /** Forgets the days before one. */
    void forget(LocalDate before);
}
