package io.querybatch.execution;

import io.querybatch.query.BatchId;
import io.querybatch.results.ResultKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The result store of a simulation: of each attempt only whether its result is there, and whether it is complete. */
final class ModelResults extends UnaskedResultStore {

    private final Map<ResultKey, Boolean> complete = new HashMap<>();

    /** An attempt begins to write. */
    void begin(ResultKey key) {
        complete.put(key, false);
    }

    /** The result of an attempt is whole. */
    void complete(ResultKey key) {
        complete.put(key, true);
    }

    boolean isComplete(ResultKey key) {
        return complete.getOrDefault(key, false);
    }

    /** All attempts of which something is stored. */
    List<ResultKey> keys() {
        return List.copyOf(complete.keySet());
    }

    @Override
    public void packs(BatchId batch, Consumer<ResultKey> each) {
        // Kept one by one.
    }

    @Override
    public void delete(ResultKey key) {
        complete.remove(key);
    }

    @Override
    public void deleteEarlier(ResultKey key) {
        complete.keySet().removeIf(other -> other.query().equals(key.query()) && other.fence() < key.fence());
    }

    @Override
    public void delete(BatchId batch) {
        complete.keySet().removeIf(key -> key.query().batch().equals(batch));
    }

    @Override
    public void keys(BatchId batch, Consumer<ResultKey> each) {
        keys().stream().filter(key -> key.query().batch().equals(batch)).forEach(each);
    }

    @Override
    public List<BatchId> batches(int shard) {
        return complete.keySet().stream()
                .map(key -> key.query().batch())
                .filter(batch -> Integer.parseInt(batch.value().substring(4, 6), 16) == shard)
                .distinct()
                .toList();
    }
}
