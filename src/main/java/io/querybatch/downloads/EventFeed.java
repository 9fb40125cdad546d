package io.querybatch.downloads;

import io.querybatch.batches.Batch;
import io.querybatch.batches.BatchState;
import io.querybatch.batches.BatchStore;
import io.querybatch.batches.Cursor;
import io.querybatch.batches.Progress;
import io.querybatch.batches.QueryView;
import io.querybatch.http.JsonbResolver;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What becomes of a batch, as server-sent events (contract A5; HTML Living Standard, 9.2): {@code query} for each query that has
 * changed, as it is then, and behind them {@code progress}, or {@code stopped} in the end. Only the latter two have ids: whoever goes on
 * from one misses no change, and may hear of some twice.
 */
final class EventFeed implements StreamingOutput {

    /** From the begin of a batch. */
    static final Cursor BEGIN = Cursor.after(0);

    /** Tells clients when to come back after the end of an answer that did not say {@code stopped}. */
    private static final String RETRY = "retry: 2000\n\n";

    private static final Jsonb JSON = new JsonbResolver().getContext(QueryView.class);
    private static final int BLOCK = 1_000;

    /** Proxies take a connection without any for dead; and only who writes hears that the reader has gone. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

    private final LiveServer server;
    private final Download download;
    private final long deadline;
    private Cursor seen;

    /**
     * How far a batch is.
     *
     * @param statusCode its state
     * @param outcome how it ended, or null
     * @param paused whether nothing of it starts
     * @param progress its queries by state
     */
    @JsonbPropertyOrder({"statusCode", "outcome", "paused", "progress"})
    public record Told(
            BatchState statusCode,
            @JsonbProperty(nillable = true) String outcome,
            boolean paused,
            Progress progress) {

        static Told of(Batch batch) {
            return new Told(batch.state(), batch.outcome(), batch.paused(), batch.progress());
        }
    }

    /**
     * Nothing is told yet.
     *
     * @param after where the reader goes on
     * @param longest how long to tell: then a reader comes back
     */
    EventFeed(LiveServer server, Download download, Cursor after, Duration longest) {
        this.server = server;
        this.download = download;
        this.seen = after;
        this.deadline = server.nanoTime() + longest.toNanos();
    }

    @Override
    public void write(OutputStream to) throws IOException {
        Outward out = new Outward(to);
        try {
            // A comment takes the blanks that a first push may need.
            text(":", out);
            out.push();
            text("\n" + RETRY, out);
            tell(out);
            out.end();
        } catch (Outward.GoneException e) {
            // Whoever comes back goes on from the last id he has.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Outward out) throws IOException, InterruptedException {
        for (boolean first = true; !server.isEnding() && server.nanoTime() - deadline < 0; first = false) {
            BatchStore.Page page = server.changes(download, seen, BLOCK).orElse(null);
            if (page == null) {
                return;
            }
            boolean all = page.queries().size() < BLOCK;
            boolean stopped = all && page.batch().state() == BatchState.STOPPED;
            if (first || stopped || !page.cursor().equals(seen)) {
                tell(page, stopped, out);
            } else {
                text(":\n\n", out);
            }
            out.push();
            if (stopped) {
                return;
            }
            if (all) {
                await(page.batch());
            }
        }
    }

    private void tell(BatchStore.Page page, boolean stopped, Outward out) throws IOException {
        for (var query : page.queries()) {
            text("event: query\ndata: " + JSON.toJson(QueryView.of(query, download.links())) + "\n\n", out);
        }
        seen = page.cursor();
        text(
                "id: " + seen + "\nevent: " + (stopped ? "stopped" : "progress") + "\ndata: "
                        + JSON.toJson(Told.of(page.batch())) + "\n\n",
                out);
    }

    private void await(Batch batch) throws InterruptedException {
        long longest = Math.min(SIGN_OF_LIFE.toNanos(), deadline - server.nanoTime());
        server.awaitChange(download.batch(), batch.change(), Duration.ofNanos(Math.max(0, longest)));
    }

    private static void text(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
