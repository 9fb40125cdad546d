package io.querybatch.quotas.jpa;

import io.querybatch.quotas.OpenWork;
import io.querybatch.quotas.Use;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record;

/** What tenants used on days, and what of theirs is open or stored, within a transaction. */
public final class UseRows implements OpenWork {

    private static final String OF_DAY = " where tenant = ? and use_day = cast(? as date)";

    private final DSLContext sql;

    /** Reads and writes by {@code sql}. */
    public UseRows(DSLContext sql) {
        this.sql = sql;
    }

    /** The row of the day is the tenant's turn: who comes next sees what this one leaves. */
    @Override
    public Use.Standing spend(String tenant, LocalDate day, int queries) {
        add(tenant, day, new Use(queries, 0, 0));
        return standing(tenant, day);
    }

    void add(String tenant, LocalDate day, Use more) {
        sql.execute("""
                insert into tenant_use (tenant, use_day, queries, result_rows, result_bytes) values (?, cast(? as date), 0, 0, 0)
                on conflict do nothing""", tenant, day);
        sql.execute(
                "update tenant_use set queries = queries + ?, result_rows = result_rows + ?, result_bytes = result_bytes + ?"
                        + OF_DAY,
                more.queries(),
                more.rows(),
                more.bytes(),
                tenant,
                day);
    }

    Use.Standing standing(String tenant, LocalDate day) {
        return new Use.Standing(
                used(tenant, day, day),
                used(tenant, day.withDayOfMonth(1), day),
                open(tenant, false),
                open(tenant, true));
    }

    private Use used(String tenant, LocalDate first, LocalDate last) {
        Record sums = sql.resultQuery("""
                        select coalesce(sum(queries), 0) as queries, coalesce(sum(result_rows), 0) as result_rows,
                          coalesce(sum(result_bytes), 0) as result_bytes
                        from tenant_use where tenant = ? and use_day between cast(? as date) and cast(? as date)""", tenant, first, last).fetchSingle();
        return new Use(number(sums, "queries"), number(sums, "result_rows"), number(sums, "result_bytes"));
    }

    private int open(String tenant, boolean single) {
        return sql.resultQuery(
                        "select count(*) from batch where tenant = ? and interactive = ? and state in ('QUEUED', 'RUNNING')",
                        tenant,
                        single)
                .fetchSingle(0, int.class);
    }

    Map<String, Long> storedBytes() {
        Map<String, Long> stored = new HashMap<>();
        sql.resultQuery("""
                        select b.tenant, sum(q.bytes) as bytes from query q join batch b on b.batch_id = q.batch_id
                        where q.state = 'SUCCESS' and b.results_deleted_time is null group by b.tenant""").fetch().forEach(row -> stored.put(row.get("tenant", String.class), number(row, "bytes")));
        return stored;
    }

    void forget(LocalDate before) {
        sql.execute("delete from tenant_use where use_day < cast(? as date)", before);
    }

    /** Sums of whole numbers are decimals to both databases. */
    private static long number(Record row, String column) {
        BigDecimal sum = row.get(column, BigDecimal.class);
        return sum == null ? 0 : sum.longValue();
    }
}
