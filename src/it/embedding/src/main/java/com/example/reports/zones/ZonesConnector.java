package com.example.reports.zones;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.connectors.QueryConnector;
import io.querybatch.connectors.RemoteQuery;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.ScanException;
import io.querybatch.errors.ErrorCode;
import io.querybatch.query.FieldRef;
import io.querybatch.query.QuerySpec;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The time zones that the JDK knows. It groups and counts; filters, orders and comparisons it refuses. */
final class ZonesConnector implements QueryConnector {

    private final List<Zone> zones = Zone.all();
    private final Set<ZonesScan> open = ConcurrentHashMap.newKeySet();

    /** They change with the JDK alone. */
    @Override
    public String dataVersion() {
        return Runtime.version().toString();
    }

    @Override
    public RunningScan start(RemoteQuery query) throws ScanException {
        QuerySpec spec = query.spec();
        if (spec.filter() != null
                || spec.comparison() != null
                || !spec.selection().orderRows().isEmpty()
                || spec.fields().stream().anyMatch(FieldRef::column)) {
            throw ScanException.of(
                    ErrorCode.QUERY_SOURCE_ERROR,
                    "Time zones can be grouped and counted; they take no filter, order, comparison or columns.",
                    null);
        }
        ZonesScan scan = new ZonesScan(spec, zones, query.timeout(), open::remove);
        open.add(scan);
        return scan;
    }

    @Override
    public List<Account> accounts() {
        return zones.stream()
                .map(Zone::region)
                .distinct()
                .map(region -> new Account(region, region, ""))
                .toList();
    }

    @Override
    public List<FieldDefinition> fields() {
        return ZonesField.definitions();
    }

    @Override
    public void close() {
        open.forEach(ZonesScan::cancel);
    }
}
