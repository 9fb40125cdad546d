package io.querybatch.http;

import io.querybatch.errors.ServiceException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the bodies that are in memory at once: what is read of a body becomes records of several times its size, so without
 * a bound a few large submissions at the same time would end the server. Whoever does not fit may come again.
 */
final class Admission {

    /** Bytes of records and of the rows made of them for each byte of JSON, on the safe side. */
    private static final int GROWTH = 8;

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final long capacity;
    private final AtomicLong admitted = new AtomicLong();

    /** {@code capacity} is in bytes of bodies. */
    Admission(long capacity) {
        this.capacity = capacity;
    }

    /** Leaves half of a heap to everything else. */
    static Admission ofHeap(long maxHeapBytes) {
        return new Admission(maxHeapBytes / 2 / GROWTH);
    }

    /** The share of one request. Belongs to its thread. */
    final class Share implements AutoCloseable {

        private long bytes;

        /**
         * Takes so much more.
         *
         * @throws ServiceException SERVICE_UNAVAILABLE if others have it; one request alone always gets it
         */
        void take(long more) {
            long all = admitted.addAndGet(more);
            bytes += more;
            if (all > capacity && all > bytes) {
                close();
                throw ServiceException.unavailable(
                        "Other large requests are being read; there is no room for this one now.", RETRY, null);
            }
        }

        @Override
        public void close() {
            admitted.addAndGet(-bytes);
            bytes = 0;
        }
    }

    Share share() {
        return new Share();
    }
}
