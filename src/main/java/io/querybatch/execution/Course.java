package io.querybatch.execution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A worker's way through the scans of its stint. It ends early when its time is up, when the source is in trouble or when the batch
 * was stopped; what it did not come to is handed back.
 *
 * <p>The outcome of the claim that leads is told last: with it the slot comes free for the store, and must not while another scan
 * is under way.
 */
final class Course {

    /** When a stint should end: long beside a claim and a wait for the disk, short for who waits for the slot. */
    static final Duration BUDGET = Duration.ofMillis(200);

    /** When it ends if scans take longer than was expected: half of all would hand something back else, which is claimed again. */
    static final Duration LATE = BUDGET.multipliedBy(2);

    /** A stint that takes so long is at a slow query: the others must not wait for it. */
    private static final Duration LONG = Duration.ofMillis(500);

    /** What the way is through. */
    interface Engine {

        /** The outcome of a query whose source must not be asked, if that is so. */
        Optional<Outcome> refusal(Claim claim);

        /** A scan is about to be run. */
        void begins(ClaimGroup scan);

        /** A query was run. */
        void ended(Claim claim, Outcome outcome);

        /** A query was not run. */
        void notRun(Claim claim, Outcome outcome);

        /** A scan gave results of some of its queries only; so many had better share the next one. */
        void fellShort(ClaimGroup scan, int queries);

        /** A scan was run. */
        void ran(ClaimGroup scan, Duration duration);
    }

    private final RunningQueries.Running running;
    private final Engine engine;
    private final Clock clock;
    private final Instant begun;
    private final Claim lead;
    private final Deque<ClaimGroup> waiting;

    /** Claims without an outcome, by their numbers. */
    private final Map<Integer, Claim> open = new LinkedHashMap<>();

    private Runnable whenLong = () -> {};
    private ClaimGroup current;
    private Instant currentBegun;
    private boolean troubled;

    /** Tells the outcome of the lead; null: there is none yet. */
    private Runnable last;

    Course(Stint stint, RunningQueries.Running running, Engine engine, Clock clock) {
        this.running = running;
        this.engine = engine;
        this.clock = clock;
        this.begun = clock.instant();
        this.lead = stint.lead();
        this.waiting = new ArrayDeque<>(stint.scans());
        stint.claims().forEach(claim -> open.put(claim.query().n(), claim));
    }

    /** The next scan to run; empty when there is none, or none for this stint. */
    Optional<ClaimGroup> next() {
        finishScan();
        ClaimGroup next = poll();
        if (next != null) {
            Optional<Outcome> refused = next.lead().reuses() ? Optional.empty() : engine.refusal(next.lead());
            if (refused.isEmpty()) {
                engine.begins(next);
                return Optional.of(next);
            }
            notRun(next.lead(), refused.get());
            next.riders().forEach(rider -> notRun(rider, new Outcome.Returned()));
        }
        handBack();
        return Optional.empty();
    }

    private void finishScan() {
        if (currentBegun != null) {
            engine.ran(current, Duration.between(currentBegun, clock.instant()));
            currentBegun = null;
        }
    }

    private synchronized ClaimGroup poll() {
        Instant now = clock.instant();
        boolean first = current == null;
        boolean late = !first && !now.isBefore(begun.plus(LATE));
        if (troubled || late || running.stopped().isPresent()) {
            return null;
        }
        ClaimGroup next = waiting.poll();
        if (next != null) {
            current = next;
            currentBegun = now;
        }
        return next;
    }

    /** An attempt has its outcome. */
    void ended(Claim claim, Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed && failed.passing()) {
            troubled();
        }
        tell(claim, () -> engine.ended(claim, outcome));
    }

    /** The scan gave results of some of its queries only; so many had better share the next one. */
    void fellShort(ClaimGroup scan, int queries) {
        engine.fellShort(scan, queries);
    }

    private void notRun(Claim claim, Outcome outcome) {
        tell(claim, () -> engine.notRun(claim, outcome));
    }

    private synchronized void troubled() {
        troubled = true;
    }

    private void tell(Claim claim, Runnable telling) {
        boolean leads = claim.query().n() == lead.query().n();
        if (!leads) {
            telling.run();
        }
        Runnable now;
        synchronized (this) {
            open.remove(claim.query().n());
            last = leads ? telling : last;
            now = open.isEmpty() ? last : null;
        }
        if (now != null) {
            now.run();
        }
    }

    /**
     * The worker has died: every claim has an outcome all the same. What it was on may have been to blame for it.
     *
     * @param failure the outcome of those
     */
    void died(Outcome failure) {
        List<Claim> left;
        ClaimGroup suspected;
        synchronized (this) {
            left = List.copyOf(open.values());
            suspected = current == null ? waiting.peek() : current;
            waiting.clear();
        }
        for (Claim claim : left) {
            boolean suspect = suspected != null && suspected.claims().contains(claim);
            notRun(claim, suspect ? failure : new Outcome.Returned());
        }
    }

    /** What to do for those that are done, once the stint takes long; by any thread. */
    synchronized void whenLong(Runnable action) {
        whenLong = action;
    }

    /** Whether the others of the stint should wait no longer. */
    boolean isLong(Instant now) {
        return !now.isBefore(begun.plus(LONG));
    }

    /** Sees to it that nobody waits for the scan that is under way; safe to repeat. */
    void relieve() {
        handBack();
        Runnable action;
        synchronized (this) {
            action = whenLong;
        }
        action.run();
    }

    /** Gives back what was not begun. */
    void handBack() {
        List<ClaimGroup> left;
        synchronized (this) {
            left = List.copyOf(waiting);
            waiting.clear();
        }
        left.forEach(scan -> scan.claims().forEach(claim -> notRun(claim, new Outcome.Returned())));
    }
}
