package io.querybatch.execution;

import io.querybatch.query.BatchId;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultPack;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.StoredResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A result store of which nothing may be asked; fakes are asked for what they override. */
abstract class UnaskedResultStore implements ResultStore {

    private static UnsupportedOperationException unasked() {
        return new UnsupportedOperationException("nobody should ask for this here");
    }

    @Override
    public ResultWriter create(ResultKey key, ResultLayout layout, List<ResultColumn> columns) {
        throw unasked();
    }

    @Override
    public ResultPack pack(ResultKey lead) {
        throw unasked();
    }

    @Override
    public Optional<StoredResult> open(ResultKey key) {
        throw unasked();
    }

    @Override
    public Optional<StoredResult> openPacked(ResultKey key, int lead) {
        throw unasked();
    }

    @Override
    public void delete(BatchId batch) {
        throw unasked();
    }

    @Override
    public void deleteEarlier(ResultKey key) {
        throw unasked();
    }

    @Override
    public void deletePack(ResultKey lead) {
        throw unasked();
    }

    @Override
    public void keys(BatchId batch, Consumer<ResultKey> each) {
        throw unasked();
    }

    @Override
    public void packs(BatchId batch, Consumer<ResultKey> each) {
        throw unasked();
    }

    @Override
    public List<BatchId> batches(int shard) {
        throw unasked();
    }

    @Override
    public void check() {
        throw unasked();
    }
}
