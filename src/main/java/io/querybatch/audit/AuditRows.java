package io.querybatch.audit;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Rows of the audit log, in the transaction of whoever does what is written down. */
public final class AuditRows {

    private static final int LONGEST_DETAIL = 500;

    private final DSLContext sql;

    public AuditRows(DSLContext sql) {
        this.sql = sql;
    }

    /** Writes down what is done in this transaction. One statement, and no commit of its own. */
    public void add(AuditEvent event) {
        Actor actor = event.actor();
        sql.execute(
                """
                insert into audit (seq, happened_at, action, outcome, tenant, actor, actor_tenant, address, request_id, batch_id, detail)
                values (nextval('audit_seq'), current_timestamp, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """,
                event.action().name(),
                event.outcome(),
                event.tenant(),
                actor.subject(),
                actor.tenant(),
                actor.address(),
                actor.requestId(),
                event.batch(),
                shortened(event.detail()));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL - 1) + "…";
    }

    /** What somebody wants to know, the newest first. */
    public List<AuditEntry> find(AuditQuestion question) {
        Condition wanted = DSL.field("seq", long.class).lt(question.before());
        if (question.tenant() != null) {
            wanted = wanted.and(DSL.field("tenant", String.class).eq(question.tenant()));
        }
        if (question.action() != null) {
            wanted = wanted.and(
                    DSL.field("action", String.class).eq(question.action().name()));
        }
        if (question.batch() != null) {
            wanted = wanted.and(DSL.field("batch_id", String.class).eq(question.batch()));
        }
        if (question.since() != null) {
            wanted = wanted.and(DSL.field("happened_at", OffsetDateTime.class)
                    .ge(question.since().atOffset(ZoneOffset.UTC)));
        }
        return sql.select(DSL.asterisk())
                .from(DSL.table("audit"))
                .where(wanted)
                .orderBy(DSL.field("seq").desc())
                .limit(question.limit())
                .fetch(AuditRows::entry);
    }

    private static AuditEntry entry(Record row) {
        Actor actor = new Actor(
                row.get("actor_tenant", String.class),
                row.get("actor", String.class),
                row.get("address", String.class),
                row.get("request_id", String.class));
        AuditEvent event = new AuditEvent(
                AuditAction.valueOf(row.get("action", String.class)),
                row.get("outcome", String.class),
                actor,
                row.get("tenant", String.class),
                row.get("batch_id", String.class),
                row.get("detail", String.class));
        return new AuditEntry(
                row.get("seq", long.class),
                row.get("happened_at", OffsetDateTime.class).toInstant(),
                event);
    }

    /** Removes what is older, and returns how much that was. */
    public int forget(Duration age) {
        return sql.execute(
                "delete from audit where happened_at < current_timestamp - cast(? as bigint) * interval '1' second",
                age.toSeconds());
    }
}
