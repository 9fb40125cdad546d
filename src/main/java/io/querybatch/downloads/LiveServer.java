package io.querybatch.downloads;

import io.querybatch.batches.BatchStore;
import io.querybatch.batches.Cursor;
import io.querybatch.query.BatchId;
import java.time.Duration;
import java.util.Optional;

/** What those who tell of a batch while it runs need of the server. */
interface LiveServer {

    /** At most {@code limit} queries of the batch that ended after others; empty if the batch is gone. */
    Optional<BatchStore.Ended> ended(Download download, Cursor since, int limit);

    /** At most {@code limit} queries of the batch that have changed since; empty if the batch is gone. */
    Optional<BatchStore.Page> changes(Download download, Cursor since, int limit);

    /** A clock that never goes back, in nanoseconds. */
    long nanoTime();

    /** Whether it is ending. */
    boolean isEnding();

    /** Waits until the batch has another change number than {@code known}, is gone, or the time is up. */
    void awaitChange(BatchId batch, long known, Duration longest) throws InterruptedException;
}
