package io.querybatch.admin;

import io.querybatch.audit.AuditEntry;
import io.querybatch.audit.AuditEvent;
import io.querybatch.audit.AuditQuestion;
import java.time.Duration;
import java.util.List;

/** The audit log by itself. Every method is one transaction. */
public interface AuditLog {

    /** Writes down what changes nothing in the store, all or nothing. */
    void add(List<AuditEvent> events);

    /** The newest first. */
    List<AuditEntry> find(AuditQuestion question);

    /** Removes what is older. */
    void forget(Duration age);
}
