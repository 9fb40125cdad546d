package io.querybatch.limits.jpa;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.DSLContext;

/** Requests of hours, within a transaction. */
final class RequestUseRows {

    private final DSLContext sql;

    RequestUseRows(DSLContext sql) {
        this.sql = sql;
    }

    Map<String, Long> add(Instant hour, Map<String, Long> requests) {
        Map<String, Long> now = new LinkedHashMap<>();
        requests.forEach((tenant, more) -> now.put(tenant, add(tenant, value(hour), more)));
        return now;
    }

    private long add(String tenant, OffsetDateTime hour, long more) {
        sql.execute("""
                insert into request_use (tenant, hour_begin, requests) values (?, cast(? as timestamp with time zone), 0)
                on conflict do nothing""", tenant, hour);
        sql.execute(
                "update request_use set requests = requests + ? where tenant = ? and hour_begin = cast(? as timestamp with time zone)",
                more,
                tenant,
                hour);
        return sql.resultQuery(
                        "select requests from request_use where tenant = ? and hour_begin = cast(? as timestamp with time zone)",
                        tenant,
                        hour)
                .fetchSingle(0, long.class);
    }

    void forget(Instant before) {
        sql.execute("delete from request_use where hour_begin < cast(? as timestamp with time zone)", value(before));
    }

    private static OffsetDateTime value(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
