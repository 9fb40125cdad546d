package io.querybatch.schedules.jpa;

import io.querybatch.batches.BatchStore;
import io.querybatch.batches.IdempotencyKey;
import io.querybatch.batches.IdempotencyStore;
import io.querybatch.query.RecurrenceId;
import io.querybatch.schedules.NewRun;
import io.querybatch.schedules.NewSchedule;
import io.querybatch.schedules.Schedule;
import io.querybatch.schedules.ScheduleContent;
import io.querybatch.schedules.ScheduleRun;
import io.querybatch.schedules.ScheduleStore;
import io.querybatch.security.Reach;
import jakarta.annotation.Resource;
import jakarta.ejb.Local;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.Session;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;

/** Schedules in native SQL beside the batches, which are made in the same transactions. */
@Stateless
@Local(ScheduleStore.class)
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class JpaScheduleStore implements ScheduleStore {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private BatchStore batches;

    @Inject
    private IdempotencyStore keys;

    @Resource
    private SessionContext context;

    @Override
    public Instant now() {
        return inStore(sql -> new ScheduleRows(sql).now());
    }

    @Override
    public Creation create(NewSchedule schedule, int most) {
        Creation creation = tryToCreate(schedule, most);
        if (creation != Creation.STORED) {
            context.setRollbackOnly();
        }
        return creation;
    }

    private Creation tryToCreate(NewSchedule schedule, int most) {
        IdempotencyKey key = schedule.key();
        if (key != null
                && !keys.keepWithin(schedule.tenant(), key, schedule.id().value())) {
            return Creation.KEY_TAKEN;
        }
        return inStore(sql -> new ScheduleRows(sql).add(schedule, most)) ? Creation.STORED : Creation.TOO_MANY;
    }

    @Override
    public Optional<Schedule> find(Reach reach, RecurrenceId id) {
        return inStore(sql -> new ScheduleRows(sql).find(reach, id));
    }

    @Override
    public List<Schedule> list(Reach reach, long before, int limit) {
        return inStore(sql -> new ScheduleRows(sql).list(reach, before, limit));
    }

    @Override
    public boolean change(Schedule seen, ScheduleContent content, Instant nextDue) {
        return inStore(sql -> new ScheduleRows(sql).change(seen, content, nextDue));
    }

    @Override
    public boolean delete(String tenant, RecurrenceId id) {
        return inStore(sql -> new ScheduleRows(sql).remove(tenant, id));
    }

    @Override
    public Due due(int limit) {
        return inStore(sql -> new ScheduleRows(sql).due(limit));
    }

    @Override
    public boolean record(Schedule seen, NewRun run, Instant nextDue) {
        boolean recorded = inStore(sql -> new RunRows(sql).record(seen, run, nextDue));
        if (recorded && run.batch() != null) {
            batches.createWithin(run.batch());
        }
        return recorded;
    }

    @Override
    public List<ScheduleRun> runs(RecurrenceId id, int limit) {
        return inStore(sql -> new RunRows(sql).latest(id, limit));
    }

    private <T> T inStore(Function<DSLContext, T> step) {
        return entities.unwrap(Session.class)
                .doReturningWork(connection -> step.apply(DSL.using(connection, JDBCUtils.dialect(connection))));
    }
}
