package io.querybatch.admin;

import io.querybatch.audit.Actor;
import io.querybatch.audit.AuditAction;
import io.querybatch.audit.AuditEvent;
import io.querybatch.http.AdminRead;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;

/** Writes down what administrators read of other tenants. */
@ApplicationScoped
class ReadsOfOthers {

    private static final Duration APART = Duration.ofMinutes(1);
    private static final int ROOM = 1_000;

    @Inject
    private AuditKeeper keeper;

    @Inject
    private Clock clock;

    private final Repeats repeats = new Repeats(APART, ROOM);

    void read(@Observes AdminRead read) {
        AuditEvent event = event(read);
        Actor actor = event.actor();
        Object what = Arrays.asList(actor.tenant(), actor.subject(), actor.address(), event.tenant(), event.detail());
        if (repeats.isNew(what, clock.instant())) {
            keeper.add(event);
        }
    }

    static AuditEvent event(AdminRead read) {
        Actor actor = new Actor(
                read.caller().tenant(),
                read.caller().subject(),
                read.request().address(),
                read.request().id());
        return new AuditEvent(
                AuditAction.ADMIN_READ,
                AuditEvent.DONE,
                actor,
                read.tenant(),
                read.batch(),
                "GET " + Refusals.shown(read.path()));
    }
}
