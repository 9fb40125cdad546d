package io.querybatch.admin;

import io.querybatch.audit.Actor;
import io.querybatch.audit.AuditAction;
import io.querybatch.audit.AuditEvent;
import io.querybatch.http.Refusal;
import io.querybatch.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Writes down who was refused. */
@ApplicationScoped
class Refusals {

    private static final int LONGEST_PATH = 200;

    @Inject
    private AuditKeeper keeper;

    void refused(@Observes Refusal refusal) {
        keeper.add(event(refusal));
    }

    static AuditEvent event(Refusal refusal) {
        Caller caller = refusal.caller();
        Actor actor = new Actor(
                caller == null ? null : caller.tenant(),
                caller == null ? null : caller.subject(),
                refusal.request().address(),
                refusal.request().id());
        String detail = refusal.method() + " " + shown(refusal.path());
        return new AuditEvent(AuditAction.REFUSE, refusal.code(), actor, actor.tenant(), null, detail);
    }

    /** Anybody may ask for anything: what is unusual in a path is not shown. */
    static String shown(String path) {
        String plain = path.replaceAll("[^A-Za-z0-9/._-]", "?");
        return plain.length() <= LONGEST_PATH ? plain : plain.substring(0, LONGEST_PATH);
    }
}
