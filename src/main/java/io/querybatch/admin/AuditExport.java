package io.querybatch.admin;

import io.querybatch.audit.AuditEntry;
import io.querybatch.audit.AuditEvent;
import io.querybatch.audit.AuditQuestion;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The audit log as lines of JSON, a thousand read at a time. */
final class AuditExport {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final int AT_A_TIME = 1_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final AuditLog log;
    private final AuditQuestion question;
    private final String requestId;
    private List<AuditEntry> entries;

    /** Reads the first of what a question asks for, whatever its limit: a store that does not answer is told while that can be told. */
    AuditExport(AuditLog log, AuditQuestion question, String requestId) {
        this.log = log;
        this.question = question;
        this.requestId = requestId;
        this.entries = log.find(question.from(question.before(), AT_A_TIME));
    }

    /** All of it; then a line with {@code meta}, without which it was cut off. */
    void write(OutputStream out) throws IOException {
        Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        long written = entries.size();
        writeEntries(lines);
        while (entries.size() == AT_A_TIME) {
            entries = log.find(question.from(entries.get(AT_A_TIME - 1).seq(), AT_A_TIME));
            written += entries.size();
            writeEntries(lines);
        }
        JsonObjectBuilder meta =
                JSON.createObjectBuilder().add("request_id", requestId).add("complete", true).add("events", written);
        lines.append(JSON.createObjectBuilder().add("meta", meta).build().toString()).append('\n');
        lines.flush();
    }

    private void writeEntries(Writer lines) throws IOException {
        for (AuditEntry entry : entries) {
            lines.append(json(entry).toString()).append('\n');
        }
    }

    private static JsonObject json(AuditEntry entry) {
        AuditEvent event = entry.event();
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("@type", "audit_event")
                .add("time", TIME.format(entry.time()))
                .add("action", event.action().wireName())
                .add("outcome", event.outcome());
        text(json, "tenant", event.tenant());
        text(json, "actor", event.actor().subject());
        text(json, "actor_tenant", event.actor().tenant());
        text(json, "address", event.actor().address());
        text(json, "request_id", event.actor().requestId());
        text(json, "batch_id", event.batch());
        return json.add("detail", event.detail()).build();
    }

    private static void text(JsonObjectBuilder json, String name, String value) {
        if (value == null) {
            json.addNull(name);
        } else {
            json.add(name, value);
        }
    }
}
