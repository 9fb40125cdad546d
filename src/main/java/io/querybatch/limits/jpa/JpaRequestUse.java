package io.querybatch.limits.jpa;

import io.querybatch.limits.RequestUse;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.Session;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;

/** What was asked, in the container's transactions. */
@Stateless
@Local(RequestUse.class)
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class JpaRequestUse implements RequestUse {

    @PersistenceContext
    private EntityManager entities;

    @Override
    public Map<String, Long> add(Instant hour, Map<String, Long> requests) {
        return inStore(rows -> rows.add(hour, requests));
    }

    @Override
    public void forget(Instant before) {
        inStore(rows -> {
            rows.forget(before);
            return null;
        });
    }

    private <T> T inStore(Function<RequestUseRows, T> step) {
        return entities.unwrap(Session.class)
                .doReturningWork(connection ->
                        step.apply(new RequestUseRows(DSL.using(connection, JDBCUtils.dialect(connection)))));
    }
}
