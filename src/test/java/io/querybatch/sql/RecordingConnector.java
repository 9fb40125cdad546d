package io.querybatch.sql;

import io.querybatch.connectors.Connector;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.Scan;
import io.querybatch.connectors.ScanException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.SQLDialect;

/** Passes scans on to a real connector and remembers them. */
final class RecordingConnector implements Connector {

    private final Connector connector;
    private final List<Scan> scans = new ArrayList<>();

    RecordingConnector(Connector connector) {
        this.connector = connector;
    }

    /** Every scan so far, in order. */
    List<Scan> scans() {
        return scans;
    }

    @Override
    public SQLDialect dialect() {
        return connector.dialect();
    }

    @Override
    public RunningScan start(Scan scan) throws ScanException {
        scans.add(scan);
        return connector.start(scan);
    }

    @Override
    public void close() {
        connector.close();
    }
}
