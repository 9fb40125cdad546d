package io.querybatch.admin;

import io.querybatch.audit.Actor;
import io.querybatch.audit.AuditAction;
import io.querybatch.audit.AuditEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Events that change nothing in the store and wait to be written down, many in one transaction: whoever is refused a thousand times a
 * second must not cost a thousand commits. There is room for so many; of the others only the number is known.
 */
final class Unwritten {

    private final int room;
    private final Deque<AuditEvent> events = new ArrayDeque<>();
    private long leftOut;

    Unwritten(int room) {
        this.room = room;
    }

    synchronized void add(AuditEvent event) {
        if (events.size() < room) {
            events.add(event);
        } else {
            leftOut++;
        }
    }

    /** Hands over all there is, in order, and forgets it if that works. */
    void write(Consumer<List<AuditEvent>> log) {
        List<AuditEvent> taken = taken();
        if (taken.isEmpty()) {
            return;
        }
        try {
            log.accept(taken);
        } catch (RuntimeException e) {
            putBack(taken);
            throw e;
        }
    }

    private synchronized List<AuditEvent> taken() {
        List<AuditEvent> taken = new ArrayList<>(events);
        if (leftOut > 0) {
            taken.add(new AuditEvent(
                    AuditAction.REFUSE,
                    "left_out",
                    new Actor(null, null, null, null),
                    null,
                    null,
                    leftOut + " more of this kind came too fast to be written down"));
        }
        events.clear();
        leftOut = 0;
        return taken;
    }

    /** In front of what has come meanwhile. */
    private synchronized void putBack(List<AuditEvent> taken) {
        List<AuditEvent> later = new ArrayList<>(events);
        events.clear();
        taken.forEach(this::add);
        later.forEach(this::add);
    }
}
