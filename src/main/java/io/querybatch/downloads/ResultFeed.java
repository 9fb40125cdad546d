package io.querybatch.downloads;

import io.querybatch.batches.Batch;
import io.querybatch.batches.BatchState;
import io.querybatch.batches.BatchStore;
import io.querybatch.batches.BatchesResource;
import io.querybatch.batches.Cursor;
import io.querybatch.batches.QueryView;
import io.querybatch.errors.ServiceException;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * The results of a batch, one line a query, in the order in which they end: those that are there at once, the others when they
 * are, until all are told or the time is up. Whoever goes on from the cursor of a line misses nothing and gets nothing twice.
 */
final class ResultFeed implements StreamingOutput {

    /** From the begin of a batch. */
    static final Cursor BEGIN = Cursor.after(0);

    /** In memory is what is told of so many queries; of their rows, a buffer. */
    private static final int BLOCK = 1_000;

    /** Proxies take a connection without any for dead; and only who writes hears that the reader has gone. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

    private final Lines lines;
    private final LiveServer server;
    private final Download download;
    private final long deadline;

    private Cursor seen;
    private long lastPush;

    /**
     * Nothing is read yet.
     *
     * @param after where the reader goes on
     * @param longest how long to wait for more
     */
    ResultFeed(Lines lines, LiveServer server, Download download, Cursor after, Duration longest) {
        this.lines = lines;
        this.server = server;
        this.download = download;
        this.seen = after;
        long now = server.nanoTime();
        this.deadline = now + longest.toNanos();
        // Nobody has heard anything yet: the first push is due.
        this.lastPush = now - SIGN_OF_LIFE.toNanos();
    }

    @Override
    public void write(OutputStream to) throws IOException {
        Outward out = new Outward(to);
        try {
            feed(out);
            out.end();
        } catch (Outward.GoneException e) {
            // Whoever comes back goes on from the last line he has.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void feed(Outward out) throws IOException, InterruptedException {
        while (true) {
            BatchStore.Ended ended = server.ended(download, seen, BLOCK).orElseThrow(BatchesResource::notFound);
            try {
                deliver(ended, out);
            } catch (ServiceException e) {
                end(ended.batch(), false, Lines.errorInfo(e), out);
                return;
            }
            boolean all = ended.queries().size() < BLOCK;
            if (all && ended.batch().state() == BatchState.STOPPED) {
                end(ended.batch(), true, null, out);
                return;
            }
            if (server.isEnding() || server.nanoTime() - deadline >= 0) {
                end(ended.batch(), false, null, out);
                return;
            }
            if (all) {
                await(ended, out);
            }
        }
    }

    /** The cursor is always that of what was written, whatever comes in between. */
    private void deliver(BatchStore.Ended ended, Outward out) throws IOException {
        for (int i = 0; i < ended.queries().size(); i++) {
            Cursor behind = ended.behind().get(i);
            lines.write(ended.queries().get(i), behind, out);
            seen = behind;
        }
        seen = ended.cursor();
    }

    private void await(BatchStore.Ended ended, Outward out) throws IOException, InterruptedException {
        long now = server.nanoTime();
        boolean silent = now - lastPush >= SIGN_OF_LIFE.toNanos();
        if (silent && ended.queries().isEmpty()) {
            // A blank before a line means nothing to whoever reads JSON.
            out.write(' ');
        }
        if (silent || !ended.queries().isEmpty()) {
            out.push();
            lastPush = now;
        }
        long longest = Math.min(SIGN_OF_LIFE.toNanos(), deadline - now);
        server.awaitChange(download.batch(), ended.batch().change(), Duration.ofNanos(longest));
    }

    private void end(Batch batch, boolean complete, QueryView.ErrorInfo error, Outward out) throws IOException {
        Lines.writeEnd(FeedEnd.of(download, batch, seen, complete, error), out);
    }
}
