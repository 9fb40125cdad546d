package io.querybatch.connectors.http;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.connectors.QueryConnector;
import io.querybatch.connectors.RemoteQuery;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.ScanException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** One data source of one remote service. Pace, retry budget and connections are shared by all its queries. */
final class HttpConnector implements QueryConnector {

    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    private static final Duration LISTING = Duration.ofMinutes(1);

    private final RemoteSettings settings;
    private final Ticker ticker;
    private final Supplier<String> scheduleIds;
    private final RemoteApi api;
    private final Retries retries;
    private final Backoff polling;
    private final Set<RemoteScan> open = ConcurrentHashMap.newKeySet();

    /** {@code scheduleIds} never gives the same one twice; {@code random} is from 0 up to but not 1. */
    HttpConnector(RemoteSettings settings, Ticker ticker, DoubleSupplier random, Supplier<String> scheduleIds) {
        this.settings = settings;
        this.ticker = ticker;
        this.scheduleIds = scheduleIds;
        RetryBudget budget = new RetryBudget(ticker);
        RequestRate rate = new RequestRate(settings.requestsPerSecond(), ticker);
        this.api = new RemoteApi(settings, new Transport(settings, rate, budget));
        this.retries = new Retries(new Backoff(FIRST_RETRY, LONGEST_RETRY, random), budget);
        this.polling = new Backoff(settings.pollFirst(), settings.pollMost(), random);
    }

    @Override
    public RunningScan start(RemoteQuery remote) {
        RemoteScan scan =
                new RemoteScan(this, scheduleIds.get(), remote.spec(), new Cancellation(ticker, remote.timeout()));
        open.add(scan);
        return scan;
    }

    int pageRows() {
        return settings.pageRows();
    }

    RemoteApi api() {
        return api;
    }

    Retries retries() {
        return retries;
    }

    Backoff polling() {
        return polling;
    }

    void closed(RemoteScan scan) {
        open.remove(scan);
    }

    @Override
    public List<Account> accounts() throws ScanException {
        Cancellation query = new Cancellation(ticker, LISTING);
        return retries.run(() -> new RemoteLists(api).accounts(query), query);
    }

    @Override
    public List<FieldDefinition> fields() throws ScanException {
        Cancellation query = new Cancellation(ticker, LISTING);
        return retries.run(() -> new RemoteLists(api).fields(query), query);
    }

    @Override
    public void close() {
        open.forEach(RemoteScan::cancel);
    }
}
