package io.querybatch.answers;

import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.Scan;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import java.util.ArrayList;
import java.util.List;
import org.jooq.SQLDialect;

/** Passes scans on to a real connector and remembers them. */
final class RecordingConnector implements SqlConnector {

    private final SqlConnector connector;
    private final List<Scan> scans = new ArrayList<>();

    RecordingConnector(SqlConnector connector) {
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
