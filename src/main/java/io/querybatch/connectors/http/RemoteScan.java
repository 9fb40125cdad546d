package io.querybatch.connectors.http;

import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.ScanException;
import io.querybatch.query.QuerySpec;
import java.time.Duration;

/** One query at the remote service: handed in, polled until it is done, then read. */
final class RemoteScan implements RunningScan {

    private final HttpConnector owner;
    private final String ownId;
    private final QuerySpec spec;
    private final Cancellation query;
    private RemoteRows rows;

    /** {@code ownId} is a {@code schedule_id} that nobody else has. */
    RemoteScan(HttpConnector owner, String ownId, QuerySpec spec, Cancellation query) {
        this.owner = owner;
        this.ownId = ownId;
        this.spec = spec;
        this.query = query;
    }

    @Override
    public RowCursor rows() throws ScanException {
        rows = new RemoteRows(owner.api(), owner.retries(), query, awaitSuccess(), spec, owner.pageRows());
        rows.open();
        return rows;
    }

    private String awaitSuccess() throws ScanException {
        Retries retries = owner.retries();
        RunStatus status = retries.run(() -> owner.api().submit(spec, ownId, query), query);
        String scheduleId = status.scheduleId();
        for (int polls = 1; !status.succeeded(); polls++) {
            Duration pause = owner.polling().pause(polls);
            boolean longer = status.retryAfter().compareTo(pause) > 0;
            query.pause(longer ? status.retryAfter() : pause);
            status = retries.run(() -> owner.api().poll(scheduleId, query), query);
        }
        return scheduleId;
    }

    /** The contract has no call that cancels a single query: only when nothing was sent is it certain that nothing runs. */
    @Override
    public boolean cancel() {
        return query.cancel();
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
        owner.closed(this);
    }
}
