package io.querybatch.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Gives up a connection on which nothing comes: the other end may have gone without a word. */
final class ImpatientStream extends FilterInputStream {

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "querybatch-client-silence");
        thread.setDaemon(true);
        return thread;
    });

    private final Duration longest;
    private volatile boolean silent;

    ImpatientStream(InputStream in, Duration longest) {
        super(in);
        this.longest = longest;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        ScheduledFuture<?> end = CLOCK.schedule(this::giveUp, longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            int count = in.read(bytes, offset, length);
            if (silent) {
                throw new IOException("nothing has come for " + longest.toSeconds() + " s");
            }
            return count;
        } finally {
            end.cancel(false);
        }
    }

    private void giveUp() {
        silent = true;
        try {
            in.close();
        } catch (IOException e) {
            // Whoever reads is told anyway.
            silent = true;
        }
    }
}
