package io.querybatch.execution;

import io.querybatch.tracing.QuerySpan;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** The statements of one scan, until it is known what they came to. They come one after the other. */
final class ScanTrace {

    /** Nobody wants to know. */
    static final ScanTrace NONE = new ScanTrace(null, List.of());

    /** A scan has a few; one that asks again and again should not fill the memory for it. */
    private static final int MOST = 16;

    private final QuerySpan lead;
    private final List<QuerySpan> riders;
    private final Deque<Statement> statements = new ArrayDeque<>();

    ScanTrace(QuerySpan lead, Collection<QuerySpan> riders) {
        this.lead = lead;
        this.riders = List.copyOf(riders);
    }

    private static final class Statement {

        private final Instant begun;
        private Instant ended;

        Statement(Instant begun) {
            this.begun = begun;
        }
    }

    synchronized void statementBegins() {
        if (lead != null && statements.size() < MOST) {
            statements.add(new Statement(lead.now()));
        }
    }

    synchronized void statementEnds() {
        Statement last = statements.peekLast();
        if (last != null && last.ended == null) {
            last.ended = lead.now();
        }
    }

    /** Tells of the statements so far; {@code error} is the code of what the last one came to, or null. */
    synchronized void tell(String error) {
        while (!statements.isEmpty()) {
            Statement next = statements.poll();
            Instant ended = next.ended == null ? lead.now() : next.ended;
            lead.statement(next.begun, ended, riders, statements.isEmpty() ? error : null);
        }
    }
}
