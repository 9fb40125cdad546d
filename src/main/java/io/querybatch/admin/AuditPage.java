package io.querybatch.admin;

import io.querybatch.audit.AuditEntry;
import io.querybatch.audit.AuditQuestion;
import java.util.List;

/**
 * A stretch of the audit log.
 *
 * @param entries the newest first
 * @param cursor where the next one begins; null at the end
 */
record AuditPage(List<AuditEntry> entries, String cursor) {

    /** The stretch that a question asks for. */
    static AuditPage of(AuditLog log, AuditQuestion question) {
        List<AuditEntry> found = log.find(question.from(question.before(), question.limit() + 1));
        boolean more = found.size() > question.limit();
        List<AuditEntry> page = more ? found.subList(0, question.limit()) : found;
        return new AuditPage(page, more ? String.valueOf(page.get(page.size() - 1).seq()) : null);
    }
}
