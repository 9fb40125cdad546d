package io.querybatch.results;

import io.querybatch.hosts.ForHosts;
import java.io.IOException;
import java.util.List;

/**
 * Results of one stint that become durable together: many small ones cost one file and one wait for the disk. Belongs to one
 * thread, but for {@link #complete()}; closing without that leaves of the small ones nothing behind.
 */
@ForHosts(since = "0.1")
public interface ResultPack extends AutoCloseable {

    /**
     * Begins the result of an attempt. What its writer has completed is durable when the pack is, at the latest; one writer at
     * a time.
     */
    ResultWriter create(ResultKey key, ResultLayout layout, List<ResultColumn> columns) throws IOException;

    /**
     * Takes a result that is stored already for another attempt, byte for byte.
     *
     * @param key the attempt whose result it becomes
     * @param stored read to its end, and not closed
     * @throws IOException if it cannot be read or kept; then the pack may be of no use, which {@link #complete} tells
     */
    void copy(ResultKey key, StoredResult stored) throws IOException;

    /**
     * Makes everything that was completed durable: once this returns it survives a crash. Another thread may do it while a result is
     * being written; that one, and any later one, is then kept by itself and durable when its writer is complete.
     */
    void complete() throws IOException;

    @Override
    void close() throws IOException;
}
