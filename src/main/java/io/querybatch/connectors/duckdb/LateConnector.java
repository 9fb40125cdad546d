package io.querybatch.connectors.duckdb;

import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.Scan;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.errors.ErrorCode;
import java.util.function.Supplier;
import org.jooq.SQLDialect;

/** Opens its database for the first scan. */
final class LateConnector implements SqlConnector {

    private final Opening opening;
    private final Supplier<String> filesVersion;
    private volatile SqlConnector opened;
    private boolean closed;

    /** Opens the database. */
    interface Opening {

        SqlConnector open() throws ScanException;
    }

    /** {@code filesVersion} is asked until the database is open. */
    LateConnector(Opening opening, Supplier<String> filesVersion) {
        this.opening = opening;
        this.filesVersion = filesVersion;
    }

    @Override
    public SQLDialect dialect() {
        return SQLDialect.DUCKDB;
    }

    @Override
    public String dataVersion() {
        SqlConnector known = opened;
        return known == null ? filesVersion.get() : known.dataVersion();
    }

    @Override
    public RunningScan start(Scan scan) throws ScanException {
        SqlConnector known = opened;
        return (known == null ? openOnce() : known).start(scan);
    }

    private synchronized SqlConnector openOnce() throws ScanException {
        if (closed) {
            throw ScanException.of(ErrorCode.QUERY_SOURCE_UNAVAILABLE, "It has been closed.", null);
        }
        if (opened == null) {
            opened = opening.open();
        }
        return opened;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (opened != null) {
            opened.close();
        }
    }
}
