package io.querybatch.results;

import io.querybatch.hosts.ForHosts;
import io.querybatch.query.BatchId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps results. Every method is safe for use by many threads and safe to repeat. */
@ForHosts(since = "0.1")
public interface ResultStore {

    /** Into so many shards batches are divided, by the first two hexadecimal digits of their ids. */
    int SHARDS = 256;

    /**
     * Begins the result of one attempt.
     *
     * @throws IOException if the store cannot take it
     */
    ResultWriter create(ResultKey key, ResultLayout layout, List<ResultColumn> columns) throws IOException;

    /**
     * Begins the results of queries that share a slot.
     *
     * @param lead the attempt that leads the slot
     */
    ResultPack pack(ResultKey lead);

    /**
     * Opens a complete result, by itself or in the pack of its slot; empty when there is none under that key. The caller
     * closes it.
     *
     * @param lead number of the query that leads the slot
     * @throws IOException as {@link #open(ResultKey)}
     */
    default Optional<StoredResult> open(ResultKey key, int lead) throws IOException {
        boolean rides = lead != key.query().n();
        // Where it most likely is first: asking may cost a request.
        Optional<StoredResult> first = rides ? openPacked(key, lead) : open(key);
        return first.isPresent() ? first : rides ? open(key) : openPacked(key, lead);
    }

    /**
     * Opens a complete result in the pack of its slot; empty when it is not there.
     *
     * @throws IOException as {@link #open(ResultKey)}
     */
    Optional<StoredResult> openPacked(ResultKey key, int lead) throws IOException;

    /**
     * Opens a complete result that is kept by itself; empty when there is none under that key. The caller closes it.
     *
     * @throws CorruptResultException if what is stored is not what was written
     * @throws ResultStoreUnavailableException if the store does not answer: the result may be there
     * @throws IOException if the store cannot be read
     */
    Optional<StoredResult> open(ResultKey key) throws IOException;

    /** Removes the result of one attempt, complete or not; one in a pack goes with its pack. */
    void delete(ResultKey key) throws IOException;

    /** Removes what earlier attempts of the query have left behind, complete or not; never what later ones have written. */
    void deleteEarlier(ResultKey key) throws IOException;

    /** Removes everything that belongs to a batch. */
    void delete(BatchId batch) throws IOException;

    /** Names, in no order, the attempts of a batch of which something is stored by itself, complete or not. */
    void keys(BatchId batch, Consumer<ResultKey> each) throws IOException;

    /** Names, in no order, the attempts of a batch that led a slot with a pack, complete or not. */
    void packs(BatchId batch, Consumer<ResultKey> each) throws IOException;

    /** Removes the pack of the slot that an attempt led, complete or not. */
    void deletePack(ResultKey lead) throws IOException;

    /** The batches of one shard, from 0, of which something is stored. */
    List<BatchId> batches(int shard) throws IOException;

    /**
     * How much is stored and still fits, as far as the store can tell. It may take a while: do not ask often.
     *
     * @throws IOException if the store cannot be read
     */
    default StoreUse use() throws IOException {
        return StoreUse.UNKNOWN;
    }

    /**
     * Proves that the store can be written, read and cleared.
     *
     * @throws IOException if it cannot; the message is for the operator and names no secret
     */
    void check() throws IOException;
}
