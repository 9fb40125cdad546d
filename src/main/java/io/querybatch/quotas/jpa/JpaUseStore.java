package io.querybatch.quotas.jpa;

import io.querybatch.quotas.Use;
import io.querybatch.quotas.UseStore;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.Session;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;

/** What was used, in the container's transactions. */
@Stateless
@Local(UseStore.class)
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class JpaUseStore implements UseStore {

    @PersistenceContext
    private EntityManager entities;

    @Override
    public void add(LocalDate day, Map<String, Use> more) {
        inStore(rows -> {
            more.forEach((tenant, use) -> rows.add(tenant, day, use));
            return null;
        });
    }

    @Override
    public Use.Standing standing(String tenant, LocalDate day) {
        return inStore(rows -> rows.standing(tenant, day));
    }

    @Override
    public Map<String, Long> storedBytes() {
        return inStore(UseRows::storedBytes);
    }

    @Override
    public void forget(LocalDate before) {
        inStore(rows -> {
            rows.forget(before);
            return null;
        });
    }

    private <T> T inStore(Function<UseRows, T> step) {
        return entities.unwrap(Session.class)
                .doReturningWork(
                        connection -> step.apply(new UseRows(DSL.using(connection, JDBCUtils.dialect(connection)))));
    }
}
