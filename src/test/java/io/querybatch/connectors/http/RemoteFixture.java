package io.querybatch.connectors.http;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.connectors.RemoteQuery;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.ScanException;
import io.querybatch.errors.QueryFailure;
import io.querybatch.query.QuerySpec;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A connector to a remote service under control, with time that passes by itself. */
final class RemoteFixture implements AutoCloseable {

    static final String TOKEN = "t0ken";

    final FakeTicker ticker = new FakeTicker();
    final FakeRemote remote;
    final HttpConnector connector;
    private final AtomicInteger ids = new AtomicInteger();

    RemoteFixture(RemoteTable table) {
        this(table, 10_000, 32 << 20, 10_000);
    }

    RemoteFixture(RemoteTable table, Duration requestTimeout) {
        this(table, 10_000, 32 << 20, 10_000, requestTimeout);
    }

    RemoteFixture(RemoteTable table, int pageRows, long pageBytes, double requestsPerSecond) {
        this(table, pageRows, pageBytes, requestsPerSecond, Duration.ofMinutes(1));
    }

    private RemoteFixture(
            RemoteTable table, int pageRows, long pageBytes, double requestsPerSecond, Duration requestTimeout) {
        remote = new FakeRemote(table);
        RemoteSettings settings = new RemoteSettings(
                URI.create(remote.url()),
                TOKEN,
                "ADS",
                "",
                requestsPerSecond,
                Duration.ofSeconds(1),
                Duration.ofSeconds(8),
                pageRows,
                pageBytes,
                Duration.ofSeconds(10),
                requestTimeout);
        connector = new HttpConnector(settings, ticker, () -> 0.5, () -> "own-" + ids.incrementAndGet());
    }

    static QuerySpec spec(String... fields) {
        return new QuerySpec("REMOTE", List.of(), null, List.of(fields), 1_000_000);
    }

    /** How much time has passed. */
    Duration elapsed() {
        return Duration.ofNanos(ticker.nanos());
    }

    RunningScan start(QuerySpec spec) {
        return connector.start(new RemoteQuery(spec, Duration.ofMinutes(10)));
    }

    /** All rows of a query. */
    List<List<Object>> rows(QuerySpec spec) throws ScanException {
        try (RunningScan scan = start(spec)) {
            return read(scan.rows());
        }
    }

    static List<List<Object>> read(RowCursor rows) throws ScanException {
        List<List<Object>> all = new ArrayList<>();
        while (rows.next()) {
            List<Object> row = new ArrayList<>();
            for (int i = 0; i < rows.width(); i++) {
                row.add(rows.value(i));
            }
            all.add(row);
        }
        return all;
    }

    /** Why a query fails that must fail. */
    QueryFailure failure(QuerySpec spec) {
        return catchThrowableOfType(ScanException.class, () -> rows(spec)).failure();
    }

    @Override
    public void close() {
        connector.close();
        remote.close();
    }
}
