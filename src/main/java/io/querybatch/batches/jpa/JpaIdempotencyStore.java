package io.querybatch.batches.jpa;

import io.querybatch.batches.BatchStore;
import io.querybatch.batches.IdempotencyKey;
import io.querybatch.batches.IdempotencyStore;
import io.querybatch.batches.NewBatch;
import jakarta.annotation.Resource;
import jakarta.ejb.Local;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.Session;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.SQLStateClass;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;

/** Keys of submissions beside the batches. */
@Stateless
@Local(IdempotencyStore.class)
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class JpaIdempotencyStore implements IdempotencyStore {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private BatchStore batches;

    @Resource
    private SessionContext context;

    @Override
    public Optional<IdempotencyKey.Kept> find(String tenant, String text) {
        return inStore(sql -> new KeptKeys(sql).find(tenant, text));
    }

    @Override
    public boolean create(IdempotencyKey key, NewBatch batch) {
        if (!take(key, batch)) {
            context.setRollbackOnly();
            return false;
        }
        batches.createWithin(batch);
        return true;
    }

    /** First, so that of two at the same time the later one waits here, and not with ten thousand items behind it. */
    private boolean take(IdempotencyKey key, NewBatch batch) {
        try {
            inStore(sql -> {
                new KeptKeys(sql).add(batch.tenant(), key, batch.id());
                return null;
            });
            return true;
        } catch (DataAccessException e) {
            if (e.sqlStateClass() == SQLStateClass.C23_INTEGRITY_CONSTRAINT_VIOLATION || isWaitedFor(e)) {
                return false;
            }
            throw e;
        }
    }

    /** H2 does not wait for others as long as they take. */
    private static boolean isWaitedFor(DataAccessException e) {
        return "HYT00".equals(e.sqlState());
    }

    @Override
    public void forget() {
        inStore(sql -> new KeptKeys(sql).forget());
    }

    private <T> T inStore(Function<DSLContext, T> step) {
        return entities.unwrap(Session.class)
                .doReturningWork(connection -> step.apply(DSL.using(connection, JDBCUtils.dialect(connection))));
    }
}
