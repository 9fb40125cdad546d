package io.querybatch.singles.jpa;

import io.querybatch.batches.BatchStore;
import io.querybatch.batches.NewBatch;
import io.querybatch.query.BatchId;
import io.querybatch.security.Reach;
import io.querybatch.singles.SingleRun;
import io.querybatch.singles.SingleStore;
import jakarta.annotation.Resource;
import jakarta.ejb.Local;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.Session;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.SQLStateClass;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;

/** Names in native SQL beside the batches, which come and go with the same transactions. */
@Stateless
@Local(SingleStore.class)
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class JpaSingleStore implements SingleStore {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private BatchStore batches;

    @Resource
    private SessionContext context;

    @Override
    public Optional<SingleRun> find(String tenant, String scheduleId) {
        return inStore(sql -> sql.resultQuery("""
                        select s.batch_id, b.output_format, b.end_time, b.succeeded, i.spec
                        from single_query s join batch b on b.batch_id = s.batch_id
                          join batch_item i on i.batch_id = s.batch_id
                        where s.tenant = ? and s.schedule_id = ?""", tenant, scheduleId).fetchOptional(row -> {
            OffsetDateTime ended = row.get("end_time", OffsetDateTime.class);
            return new SingleRun(
                    new BatchId(row.get("batch_id", String.class)),
                    row.get("spec", String.class),
                    row.get("output_format", String.class),
                    ended == null ? null : ended.toInstant(),
                    row.get("succeeded", int.class) > 0);
        }));
    }

    @Override
    public boolean create(String scheduleId, NewBatch batch, BatchId former) {
        batches.createWithin(batch);
        entities.flush();
        int named = former == null ? name(scheduleId, batch) : rename(scheduleId, batch, former);
        if (named == 0) {
            context.setRollbackOnly();
        }
        return named == 1;
    }

    /** Two at the same time: the one who comes later has no name to give. */
    private int name(String scheduleId, NewBatch batch) {
        try {
            return inStore(sql -> sql.execute(
                    "insert into single_query (tenant, schedule_id, batch_id) values (?, ?, ?)",
                    batch.tenant(),
                    scheduleId,
                    batch.id().value()));
        } catch (DataAccessException e) {
            if (e.sqlStateClass() == SQLStateClass.C23_INTEGRITY_CONSTRAINT_VIOLATION) {
                return 0;
            }
            throw e;
        }
    }

    private int rename(String scheduleId, NewBatch batch, BatchId former) {
        return inStore(sql -> sql.execute(
                "update single_query set batch_id = ? where tenant = ? and schedule_id = ? and batch_id = ?",
                batch.id().value(),
                batch.tenant(),
                scheduleId,
                former.value()));
    }

    @Override
    public History history(Reach reach, HistoryQuery query) {
        return inStore(sql -> new Histories(sql).read(reach, query));
    }

    private <T> T inStore(Function<DSLContext, T> step) {
        return entities.unwrap(Session.class)
                .doReturningWork(connection -> step.apply(DSL.using(connection, JDBCUtils.dialect(connection))));
    }
}
