package io.querybatch.singles.jpa;

import io.querybatch.security.Reach;
import io.querybatch.singles.SingleStore.History;
import io.querybatch.singles.SingleStore.HistoryEntry;
import io.querybatch.singles.SingleStore.HistoryQuery;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Reads the runs within reach. */
final class Histories {

    private static final Field<String> STATE = DSL.field("coalesce(q.state, 'QUEUED')", SQLDataType.VARCHAR);
    private static final Field<String> TENANT = DSL.field("s.tenant", SQLDataType.VARCHAR);
    private static final Field<OffsetDateTime> SCHEDULED =
            DSL.field("b.schedule_time", SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final String RUNS = "single_query s join batch b on b.batch_id = s.batch_id"
            + " join batch_item i on i.batch_id = s.batch_id left join query q on q.batch_id = s.batch_id";

    private final DSLContext sql;

    Histories(DSLContext sql) {
        this.sql = sql;
    }

    History read(Reach reach, HistoryQuery query) {
        Condition wanted = SCHEDULED.between(
                query.since().atOffset(ZoneOffset.UTC), query.until().atOffset(ZoneOffset.UTC));
        if (reach.tenant().isPresent()) {
            wanted = wanted.and(TENANT.eq(reach.tenant().get()));
        }
        if (!query.dataSources().isEmpty()) {
            wanted = wanted.and(DSL.field("i.ds_id", SQLDataType.VARCHAR).in(query.dataSources()));
        }
        if (!query.states().isEmpty()) {
            wanted = wanted.and(STATE.in(query.states()));
        }
        int total = sql.selectCount().from(RUNS).where(wanted).fetchSingle(0, int.class);
        var runs = sql.select(
                        TENANT.as("tenant"),
                        DSL.field("s.schedule_id").as("schedule_id"),
                        DSL.field("i.ds_id").as("ds_id"),
                        STATE.as("state"),
                        SCHEDULED.as("scheduled"),
                        DSL.field("q.total_rows").as("total_rows"),
                        DSL.field("q.start_time", OffsetDateTime.class).as("started"),
                        DSL.field("q.end_time", OffsetDateTime.class).as("ended"))
                .from(RUNS)
                .where(wanted)
                .orderBy(DSL.field("b.seq").desc())
                .offset(query.offset())
                .limit(query.limit());
        return new History(runs.fetch(Histories::entry), total);
    }

    private static HistoryEntry entry(Record row) {
        OffsetDateTime started = row.get("started", OffsetDateTime.class);
        OffsetDateTime ended = row.get("ended", OffsetDateTime.class);
        return new HistoryEntry(
                row.get("tenant", String.class),
                row.get("schedule_id", String.class),
                row.get("ds_id", String.class),
                row.get("state", String.class),
                row.get("scheduled", OffsetDateTime.class).toInstant(),
                row.get("total_rows", Long.class),
                started == null || ended == null
                        ? null
                        : Duration.between(started, ended).toMillis() / 1000.0);
    }
}
