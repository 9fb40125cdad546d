package io.querybatch.execution;

import io.querybatch.query.QueryKind;
import io.querybatch.query.QuerySpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts waiting queries, in the order of their batch, into slots: a query joins a scan of its kind that has room, wherever that is;
 * or it begins a slot; or it goes to the one that is expected to be done first.
 *
 * <p>So workers take scans as they would from one queue: by what scans cost, none starts later than in the order of its batch.
 */
public final class Placement {

    private final Grant grant;
    private final Map<QuerySpec, OpenScan> open = new HashMap<>();
    private final List<Slot> shared = new ArrayList<>();
    private int begun;
    private boolean full;

    /** Nothing is put anywhere yet; the batch and the source of the grant do not matter. */
    public Placement(Grant grant) {
        this.grant = grant;
    }

    /**
     * Where a query goes.
     *
     * @param lead number of the query that leads its slot: its own, if it begins one
     * @param scan number of the query that leads its scan: its own, if it begins one
     */
    public record Place(int lead, int scan) {}

    private static final class Slot {

        private final int lead;
        private int scans;
        private int queries;

        /** What its scans are expected to take, in nanoseconds. */
        private long work;

        private Slot(int lead) {
            this.lead = lead;
        }
    }

    private static final class OpenScan {

        private final Slot slot;
        private final int scan;
        private int queries = 1;

        private OpenScan(Slot slot, int scan) {
            this.slot = slot;
            this.scan = scan;
        }
    }

    /** Whether a scan that was begun has room for a query of that kind. */
    boolean joins(QueryKind kind) {
        return openFor(kind).isPresent();
    }

    private Optional<OpenScan> openFor(QueryKind kind) {
        return kind.fuses() ? Optional.ofNullable(open.get(kind.form())).filter(this::hasRoom) : Optional.empty();
    }

    /** Whether a shared scan answers as many queries as it may. */
    boolean hasFullScan() {
        return full;
    }

    private boolean hasRoom(OpenScan scan) {
        return scan.queries < grant.width() && scan.slot.queries < grant.load();
    }

    /**
     * Puts the next query into a scan.
     *
     * @param n number of the query
     * @param kind what it has in common with others
     * @return empty when no slot is left for it
     */
    public Optional<Place> place(int n, QueryKind kind) {
        Optional<OpenScan> joined = openFor(kind);
        if (joined.isPresent()) {
            return joined.map(this::join);
        }
        long cost = grant.costs().nanos(kind.form());
        return slotFor(n, cost).map(slot -> begin(slot, n, kind, cost));
    }

    private Place join(OpenScan scan) {
        scan.queries++;
        scan.slot.queries++;
        full |= scan.queries == grant.width();
        return new Place(scan.slot.lead, scan.scan);
    }

    private Place begin(Slot slot, int n, QueryKind kind, long cost) {
        slot.scans++;
        slot.queries++;
        slot.work += cost;
        if (kind.fuses()) {
            open.put(kind.form(), new OpenScan(slot, n));
        }
        return new Place(slot.lead, n);
    }

    /** A worker that has nothing to do, or the one that is done first. */
    private Optional<Slot> slotFor(int n, long cost) {
        if (begun < grant.slots()) {
            begun++;
            Slot slot = new Slot(n);
            shared.add(slot);
            return Optional.of(slot);
        }
        return shared.stream()
                .min(Comparator.<Slot>comparingLong(slot -> slot.work).thenComparingInt(slot -> slot.scans))
                .filter(slot -> slot.scans < grant.depth() && slot.queries < grant.load())
                .filter(slot -> slot.work + cost <= Course.BUDGET.toNanos());
    }

    /** Begins a slot that no other query is put into; empty when none is left. */
    public Optional<Place> placeAlone(int n) {
        if (begun == grant.slots()) {
            return Optional.empty();
        }
        begun++;
        return Optional.of(new Place(n, n));
    }
}
