package io.querybatch.downloads;

import io.querybatch.batches.BatchStore;
import io.querybatch.batches.BatchWaits;
import io.querybatch.batches.Cursor;
import io.querybatch.query.BatchId;
import java.time.Duration;
import java.util.Optional;

/**
 * The server that a batch is told of by.
 *
 * @param batches knows what has ended
 * @param waits tells when a batch has changed
 * @param downloads knows whether the server ends
 */
record ThisServer(BatchStore batches, BatchWaits waits, Downloads downloads) implements LiveServer {

    @Override
    public Optional<BatchStore.Ended> ended(Download download, Cursor since, int limit) {
        return batches.ended(download.tenant(), download.batch(), since, limit);
    }

    @Override
    public Optional<BatchStore.Page> changes(Download download, Cursor since, int limit) {
        return batches.changes(download.tenant(), download.batch(), null, since, limit);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public boolean isEnding() {
        return downloads.areEnding();
    }

    @Override
    public void awaitChange(BatchId batch, long known, Duration longest) throws InterruptedException {
        waits.awaitChange(batch, known, longest);
    }
}
