package io.querybatch.admin;

import io.querybatch.audit.AuditEntry;
import io.querybatch.audit.AuditEvent;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;

/** An event as administrators get it; null where nobody knows, or there is nothing. */
@JsonbPropertyOrder({
    "type",
    "time",
    "action",
    "outcome",
    "tenant",
    "actor",
    "actorTenant",
    "address",
    "requestId",
    "batchId",
    "detail"
})
public record AuditView(
        @JsonbProperty("@type") String type,
        Instant time,
        String action,
        String outcome,
        @JsonbProperty(nillable = true) String tenant,
        @JsonbProperty(nillable = true) String actor,
        @JsonbProperty(nillable = true) String actorTenant,
        @JsonbProperty(nillable = true) String address,
        @JsonbProperty(nillable = true) String requestId,
        @JsonbProperty(nillable = true) String batchId,
        String detail) {

    static AuditView of(AuditEntry entry) {
        AuditEvent event = entry.event();
        return new AuditView(
                "audit_event",
                entry.time(),
                event.action().wireName(),
                event.outcome(),
                event.tenant(),
                event.actor().subject(),
                event.actor().tenant(),
                event.actor().address(),
                event.actor().requestId(),
                event.batch(),
                event.detail());
    }
}
