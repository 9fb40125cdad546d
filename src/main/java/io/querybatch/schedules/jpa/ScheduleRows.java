package io.querybatch.schedules.jpa;

import io.querybatch.query.BatchId;
import io.querybatch.query.RecurrenceId;
import io.querybatch.schedules.MissedRuns;
import io.querybatch.schedules.NewRun;
import io.querybatch.schedules.NewSchedule;
import io.querybatch.schedules.Overlap;
import io.querybatch.schedules.Schedule;
import io.querybatch.schedules.ScheduleContent;
import io.querybatch.schedules.ScheduleStore;
import io.querybatch.schedules.Terms;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Caller;
import io.querybatch.security.Reach;
import io.querybatch.security.Scope;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Schedules within a transaction. Whoever writes says which version he has seen, and writes nothing if it is another by now. */
final class ScheduleRows {

    private static final Field<Long> SEQ = DSL.field("seq", Long.class);

    private final DSLContext sql;

    ScheduleRows(DSLContext sql) {
        this.sql = sql;
    }

    Instant now() {
        return sql.resultQuery("select current_timestamp as now_is").fetchSingle(row -> time(row, "now_is"));
    }

    /** False if the tenant has as many as it may have; nothing is stored then. */
    boolean add(NewSchedule schedule, int most) {
        ScheduleContent content = schedule.content();
        Caller owner = content.owner();
        sql.execute("insert into recurrence_tenant (tenant) values (?) on conflict do nothing", owner.tenant());
        sql.execute("select tenant from recurrence_tenant where tenant = ? for update", owner.tenant());
        int there = sql.resultQuery("select count(*) from recurrence where tenant = ?", owner.tenant())
                .fetchSingle(0, int.class);
        if (there >= most) {
            return false;
        }
        Terms terms = content.terms();
        sql.execute(
                """
                insert into recurrence (recurrence_id, seq, tenant, subject, access_rights, scopes, cron, timezone, description,
                  paused, missed_runs, overlap, body, version, next_due_time, created_time, changed_time)
                values (?, nextval('recurrence_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, cast(? as timestamp with time zone),
                  current_timestamp, current_timestamp)""",
                schedule.id().value(),
                owner.tenant(),
                owner.subject(),
                owner.rights().toJson(),
                scopes(owner),
                terms.cron(),
                terms.timezone(),
                terms.description(),
                terms.paused(),
                terms.missedRuns().name(),
                terms.overlap().name(),
                content.body(),
                value(schedule.nextDue()));
        return true;
    }

    Optional<Schedule> find(Reach reach, RecurrenceId id) {
        return sql.selectFrom("recurrence")
                .where(within(reach)
                        .and(DSL.field("recurrence_id", String.class).eq(id.value())))
                .fetchOptional(ScheduleRows::schedule);
    }

    List<Schedule> list(Reach reach, long before, int limit) {
        return sql.selectFrom("recurrence")
                .where(within(reach).and(SEQ.lt(before)))
                .orderBy(SEQ.desc())
                .limit(limit)
                .fetch(ScheduleRows::schedule);
    }

    private static Condition within(Reach reach) {
        return reach.tenant().map(DSL.field("tenant", String.class)::eq).orElseGet(DSL::noCondition);
    }

    boolean change(Schedule seen, ScheduleContent content, Instant nextDue) {
        Caller owner = content.owner();
        Terms terms = content.terms();
        return sql.execute(
                        """
                        update recurrence set subject = ?, access_rights = ?, scopes = ?, cron = ?, timezone = ?, description = ?,
                          paused = ?, missed_runs = ?, overlap = ?, body = ?, next_due_time = cast(? as timestamp with time zone),
                          changed_time = current_timestamp, version = version + 1
                        where recurrence_id = ? and version = ?""",
                        owner.subject(),
                        owner.rights().toJson(),
                        scopes(owner),
                        terms.cron(),
                        terms.timezone(),
                        terms.description(),
                        terms.paused(),
                        terms.missedRuns().name(),
                        terms.overlap().name(),
                        content.body(),
                        value(nextDue),
                        seen.id().value(),
                        seen.standing().version())
                == 1;
    }

    boolean remove(String tenant, RecurrenceId id) {
        return sql.execute("delete from recurrence where tenant = ? and recurrence_id = ?", tenant, id.value()) == 1;
    }

    ScheduleStore.Due due(int limit) {
        List<Schedule> schedules = sql.resultQuery("""
                        select * from recurrence where next_due_time <= current_timestamp
                        order by next_due_time, recurrence_id fetch first ? rows only""", limit).fetch(ScheduleRows::schedule);
        // In one transaction this is the time that was compared with.
        return new ScheduleStore.Due(schedules, now());
    }

    /** Takes the step to the next due time; who is second changes nothing. */
    boolean step(Schedule seen, NewRun run, Instant nextDue) {
        return sql.execute(
                        """
                        update recurrence set next_due_time = cast(? as timestamp with time zone),
                          last_due_time = coalesce(cast(? as timestamp with time zone), last_due_time),
                          last_batch_id = coalesce(?, last_batch_id), version = version + 1
                        where recurrence_id = ? and version = ?""",
                        value(nextDue),
                        value(run.due()),
                        run.batch() == null ? null : run.batch().id().value(),
                        seen.id().value(),
                        seen.standing().version())
                == 1;
    }

    private static Schedule schedule(Record row) {
        return new Schedule(
                new RecurrenceId(row.get("recurrence_id", String.class)),
                new ScheduleContent(owner(row), terms(row), row.get("body", String.class)),
                standing(row));
    }

    private static Caller owner(Record row) {
        Set<Scope> scopes = Stream.of(row.get("scopes", String.class).split(","))
                .filter(name -> !name.isEmpty())
                .map(Scope::valueOf)
                .collect(Collectors.toSet());
        return new Caller(
                row.get("tenant", String.class),
                row.get("subject", String.class),
                scopes,
                AccessRights.fromJson(row.get("access_rights", String.class)));
    }

    private static String scopes(Caller owner) {
        return owner.scopes().stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }

    private static Terms terms(Record row) {
        return new Terms(
                row.get("cron", String.class),
                row.get("timezone", String.class),
                row.get("paused", boolean.class),
                row.get("description", String.class),
                MissedRuns.valueOf(row.get("missed_runs", String.class)),
                Overlap.valueOf(row.get("overlap", String.class)));
    }

    private static Schedule.Standing standing(Record row) {
        return new Schedule.Standing(
                row.get("seq", long.class),
                row.get("version", long.class),
                time(row, "next_due_time"),
                time(row, "last_due_time"),
                batch(row, "last_batch_id"),
                time(row, "created_time"),
                time(row, "changed_time"));
    }

    static BatchId batch(Record row, String column) {
        String id = row.get(column, String.class);
        return id == null ? null : new BatchId(id);
    }

    static Instant time(Record row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Null has no type of its own for PostgreSQL: cast it. */
    static OffsetDateTime value(Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
