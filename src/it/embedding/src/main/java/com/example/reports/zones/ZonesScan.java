package com.example.reports.zones;

import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.ScanException;
import io.querybatch.query.FieldRef;
import io.querybatch.query.QuerySpec;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One query: zones of the regions asked for, grouped by the dimensions asked for. */
final class ZonesScan implements RunningScan, RowCursor {

    private final List<ZonesField> fields;
    private final QuerySpec spec;
    private final List<Zone> zones;
    private final long deadline;
    private final Consumer<ZonesScan> closed;
    private volatile boolean cancelled;
    private Iterator<Map.Entry<List<Object>, Long>> groups;
    private Map.Entry<List<Object>, Long> group;
    private long left;

    ZonesScan(QuerySpec spec, List<Zone> zones, Duration timeout, Consumer<ZonesScan> closed) {
        this.fields =
                spec.fields().stream().map(FieldRef::id).map(ZonesField::of).toList();
        this.spec = spec;
        this.zones = zones;
        this.deadline = System.nanoTime() + timeout.toNanos();
        this.closed = closed;
    }

    @Override
    public RowCursor rows() throws ScanException {
        Map<List<Object>, Long> counted = new LinkedHashMap<>();
        for (Zone zone : zones) {
            check();
            if (spec.accounts().contains(zone.region())) {
                counted.merge(dimensions(zone), 1L, Long::sum);
            }
        }
        groups = counted.entrySet().iterator();
        // Querybatch leaves out the first ones of these by itself.
        left = (long) spec.selection().offset() + spec.selection().maxRows();
        return this;
    }

    private List<Object> dimensions(Zone zone) {
        return fields.stream()
                .filter(field -> !field.isMetric())
                .map(field -> field.of(zone))
                .toList();
    }

    private void check() throws ScanException {
        if (cancelled) {
            throw ScanException.cancelled(null);
        }
        if (System.nanoTime() - deadline >= 0) {
            throw ScanException.timedOut(null);
        }
    }

    @Override
    public boolean next() throws ScanException {
        check();
        if (left == 0 || !groups.hasNext()) {
            return false;
        }
        left--;
        group = groups.next();
        return true;
    }

    @Override
    public int width() {
        return fields.size();
    }

    @Override
    public Object value(int column) {
        if (fields.get(column).isMetric()) {
            return group.getValue();
        }
        long before =
                fields.stream().limit(column).filter(field -> !field.isMetric()).count();
        return group.getKey().get((int) before);
    }

    @Override
    public boolean cancel() {
        cancelled = true;
        return true;
    }

    @Override
    public void close() {
        closed.accept(this);
    }
}
