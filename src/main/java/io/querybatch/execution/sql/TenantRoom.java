package io.querybatch.execution.sql;

import io.querybatch.execution.Grant;
import java.util.HashMap;
import java.util.Map;
import org.jooq.DSLContext;

/**
 * How many more queries of a tenant may run. A tenant's row is held until the claims are committed: others, who would count
 * without them, wait. Without a cap nobody waits for anybody.
 */
final class TenantRoom {

    private final DSLContext sql;
    private final int concurrency;
    private final Map<String, Integer> left = new HashMap<>();

    TenantRoom(DSLContext sql, int concurrency) {
        this.sql = sql;
        this.concurrency = concurrency;
    }

    void hold(String tenant) {
        if (concurrency == Integer.MAX_VALUE) {
            return;
        }
        sql.execute("insert into tenant_claims (tenant) values (?) on conflict do nothing", tenant);
        sql.execute("select tenant from tenant_claims where tenant = ? for update", tenant);
        int running = sql.resultQuery("""
                        select coalesce(sum(running - riding), 0) from batch where tenant = ? and state in ('QUEUED', 'RUNNING')""", tenant).fetchSingle(0, int.class);
        left.put(tenant, concurrency - running);
    }

    Grant within(Grant grant) {
        return grant.atMost(left.getOrDefault(grant.tenant(), Integer.MAX_VALUE));
    }

    void take(String tenant, int scans) {
        left.computeIfPresent(tenant, (name, free) -> free - scans);
    }
}
