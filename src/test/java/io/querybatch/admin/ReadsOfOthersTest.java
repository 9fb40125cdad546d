package io.querybatch.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.audit.Actor;
import io.querybatch.audit.AuditAction;
import io.querybatch.audit.AuditEvent;
import io.querybatch.http.AdminRead;
import io.querybatch.http.CurrentRequest;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Caller;
import io.querybatch.security.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What administrators read of others, on its way into the audit log. */
class ReadsOfOthersTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Caller ROOT = new Caller("us", "root", Set.of(Scope.DS_ADMIN), AccessRights.everything());

    private final Repeats repeats = new Repeats(Duration.ofMinutes(1), 2);

    @Test
    void sayWhoReadWhatOfWhom() {
        CurrentRequest request = new CurrentRequest("request-1", "192.0.2.1");
        AuditEvent event =
                ReadsOfOthers.event(new AdminRead(ROOT, "acme", "qrb_1", "/v2/query/batch/qrb_1\n", request));
        assertThat(event)
                .isEqualTo(new AuditEvent(
                        AuditAction.ADMIN_READ,
                        AuditEvent.DONE,
                        new Actor("us", "root", "192.0.2.1", "request-1"),
                        "acme",
                        "qrb_1",
                        "GET /v2/query/batch/qrb_1?"));
    }

    @Test
    void theSameIsSaidOnceInAWhile() {
        assertThat(repeats.isNew("a", NOON)).isTrue();
        assertThat(repeats.isNew("a", NOON.plusSeconds(59))).isFalse();
        assertThat(repeats.isNew("b", NOON.plusSeconds(59))).isTrue();
        assertThat(repeats.isNew("a", NOON.plusSeconds(60))).isTrue();
        assertThat(repeats.isNew("a", NOON.plusSeconds(61))).isFalse();
    }

    @Test
    void whatThereIsNoRoomForIsSaidAgainRatherThanNever() {
        repeats.isNew("a", NOON);
        repeats.isNew("b", NOON);
        assertThat(repeats.isNew("c", NOON)).isTrue();
        assertThat(repeats.isNew("b", NOON)).isFalse();
        assertThat(repeats.isNew("a", NOON)).isTrue();
    }

    @Test
    void aClockThatWasSetBackSilencesNobody() {
        repeats.isNew("a", NOON);
        assertThat(repeats.isNew("a", NOON.minusSeconds(3_600))).isTrue();
    }
}
