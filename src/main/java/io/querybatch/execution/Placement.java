package io.querybatch.execution;

import io.querybatch.query.QuerySpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts waiting queries, in the order of their batch, into slots: a query joins a scan of its family that has room, wherever that
 * is; or the slot that was begun last has another scan for it; or it begins a slot.
 */
public final class Placement {

    private final Grant grant;
    private final Map<QuerySpec, OpenScan> open = new HashMap<>();
    private int begun;
    private Slot last;
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
        private final boolean closed;
        private int scans;
        private int queries;

        private Slot(int lead, boolean closed) {
            this.lead = lead;
            this.closed = closed;
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

    /** Whether a scan that was begun has room for a query of that family. */
    boolean joins(Optional<QuerySpec> family) {
        return family.map(open::get).filter(this::hasRoom).isPresent();
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
     * @param family its family, or empty if it needs a scan of its own
     * @return empty when no slot is left for it
     */
    public Optional<Place> place(int n, Optional<QuerySpec> family) {
        if (joins(family)) {
            OpenScan scan = open.get(family.orElseThrow());
            scan.queries++;
            scan.slot.queries++;
            full |= scan.queries == grant.width();
            return Optional.of(new Place(scan.slot.lead, scan.scan));
        }
        if (!lastHasAnotherScan() && !begin(n, false)) {
            return Optional.empty();
        }
        last.scans++;
        last.queries++;
        Slot slot = last;
        family.ifPresent(known -> open.put(known, new OpenScan(slot, n)));
        return Optional.of(new Place(last.lead, n));
    }

    /** Begins a slot that no other query is put into; empty when none is left. */
    public Optional<Place> placeAlone(int n) {
        return begin(n, true) ? Optional.of(new Place(n, n)) : Optional.empty();
    }

    private boolean lastHasAnotherScan() {
        return last != null && !last.closed && last.scans < grant.depth() && last.queries < grant.load();
    }

    private boolean begin(int n, boolean closed) {
        if (begun == grant.slots()) {
            return false;
        }
        begun++;
        last = new Slot(n, closed);
        return true;
    }
}
