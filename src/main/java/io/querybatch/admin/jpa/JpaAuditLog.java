package io.querybatch.admin.jpa;

import io.querybatch.admin.AuditLog;
import io.querybatch.audit.AuditEntry;
import io.querybatch.audit.AuditEvent;
import io.querybatch.audit.AuditQuestion;
import io.querybatch.audit.AuditRows;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Session;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;

/** The audit log in the container's transactions. */
@Stateless
@Local(AuditLog.class)
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class JpaAuditLog implements AuditLog {

    @PersistenceContext
    private EntityManager entities;

    @Override
    public void add(List<AuditEvent> events) {
        inStore(rows -> {
            events.forEach(rows::add);
            return null;
        });
    }

    @Override
    public List<AuditEntry> find(AuditQuestion question) {
        return inStore(rows -> rows.find(question));
    }

    @Override
    public void forget(Duration age) {
        inStore(rows -> rows.forget(age));
    }

    private <T> T inStore(Function<AuditRows, T> step) {
        return entities.unwrap(Session.class)
                .doReturningWork(connection ->
                        step.apply(new AuditRows(DSL.using(connection, JDBCUtils.dialect(connection)))));
    }
}
