package io.querybatch.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.audit.Actor;
import io.querybatch.audit.AuditAction;
import io.querybatch.audit.AuditEvent;
import io.querybatch.http.CurrentRequest;
import io.querybatch.http.Refusal;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Refusals on their way into the audit log. */
class UnwrittenTest {

    private final Unwritten unwritten = new Unwritten(2);
    private final List<AuditEvent> written = new ArrayList<>();

    private static AuditEvent refusal(String path) {
        return Refusals.event(
                new Refusal("UNAUTHORIZED", "GET", path, new CurrentRequest("request-1", "192.0.2.1"), null));
    }

    @Test
    void areWrittenOnceAndInOrder() {
        unwritten.add(refusal("/a"));
        unwritten.add(refusal("/b"));
        unwritten.write(written::addAll);
        unwritten.write(written::addAll);
        assertThat(written).containsExactly(refusal("/a"), refusal("/b"));
    }

    @Test
    void whatThereIsNoRoomForIsCounted() {
        for (int i = 0; i < 7; i++) {
            unwritten.add(refusal("/" + i));
        }
        unwritten.write(written::addAll);
        assertThat(written).hasSize(3);
        assertThat(written.get(2).outcome()).isEqualTo("left_out");
        assertThat(written.get(2).detail()).startsWith("5 more");
    }

    @Test
    void areKeptWhenTheStoreIsAway() {
        unwritten.add(refusal("/a"));
        assertThatThrownBy(() -> unwritten.write(events -> {
                    unwritten.add(refusal("/b"));
                    throw new IllegalStateException("away");
                }))
                .hasMessage("away");
        unwritten.write(written::addAll);
        assertThat(written).containsExactly(refusal("/a"), refusal("/b"));
    }

    @Test
    void aRefusalSaysWhoWhereAndWhatForAndNothingThatIsStrange() {
        Caller caller = new Caller("acme", "somebody", Set.of(), AccessRights.everything());
        AuditEvent event = Refusals.event(new Refusal(
                "FORBIDDEN", "GET", "/query/\u001b[2J<x>\n", new CurrentRequest("request-1", "192.0.2.1"), caller));
        assertThat(event)
                .isEqualTo(new AuditEvent(
                        AuditAction.REFUSE,
                        "FORBIDDEN",
                        new Actor("acme", "somebody", "192.0.2.1", "request-1"),
                        "acme",
                        null,
                        "GET /query/??2J?x??"));
    }
}
