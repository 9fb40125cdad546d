package io.querybatch.connectors.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The body of an answer: no longer than it may be, and never silent for longer than it may be. The client's own timeout ends
 * with the headers. Read by one thread, closed by any.
 */
final class BoundedBody extends InputStream {

    private static final Logger LOG = Logger.getLogger(BoundedBody.class.getName());

    private static final int SHORT_BYTES = 16 * 1024;

    private final InputStream in;
    private final Duration mostSilence;
    private final Cancellation query;
    private volatile boolean silent;
    private long limit;
    private long count;

    /** At most {@code limit} bytes of {@code in} at first. */
    BoundedBody(InputStream in, long limit, Duration mostSilence, Cancellation query) {
        this.in = in;
        this.limit = limit;
        this.mostSilence = mostSilence;
        this.query = query;
    }

    /** Sets another bound, counted from the beginning. */
    void limit(long bytes) {
        limit = bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = patiently(() -> in.read(buffer, offset, length));
        count += Math.max(0, n);
        if (count > limit) {
            throw new AnswerTooLargeException(limit);
        }
        return n;
    }

    private int patiently(Read read) throws IOException {
        Duration patience = Cancellation.shorter(mostSilence, query.remaining());
        CompletableFuture<Void> alarm =
                new CompletableFuture<Void>().completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS);
        CompletableFuture<Void> end = alarm.thenRun(this::fallSilent);
        try {
            return read.run();
        } catch (IOException e) {
            throw silent ? new HttpTimeoutException("silent in the middle of an answer") : e;
        } finally {
            end.cancel(false);
            alarm.cancel(false);
        }
    }

    /** Reads a short rest, so that the connection can serve the next request; a long one, or none, is left alone. */
    void drain() {
        byte[] rest = new byte[SHORT_BYTES];
        try {
            int n = readNBytes(rest, 0, rest.length);
            LOG.log(Level.FINEST, "{0} bytes left over", n);
        } catch (IOException e) {
            LOG.log(Level.FINE, "the rest of an answer was not to be had", e);
        }
    }

    private void fallSilent() {
        silent = true;
        close();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            LOG.log(Level.FINE, "an answer was already closed", e);
        }
    }

    /** One read of the body. */
    private interface Read {
        int run() throws IOException;
    }
}
