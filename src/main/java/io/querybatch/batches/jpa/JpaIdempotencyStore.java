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
        if (!keepWithin(batch.tenant(), key, batch.id().value())) {
            context.setRollbackOnly();
            return false;
        }
        batches.createWithin(batch);
        return true;
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public boolean keepWithin(String tenant, IdempotencyKey key, String id) {
        return inStore(sql -> new KeptKeys(sql).take(tenant, key, id));
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
