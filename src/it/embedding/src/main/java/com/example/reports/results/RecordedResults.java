package com.example.reports.results;

import com.example.reports.Ledger;
import io.querybatch.hosts.BuiltIn;
import io.querybatch.query.BatchId;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultPack;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.StoreUse;
import io.querybatch.results.StoredResult;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The store that the settings name, with a ledger of what it has taken. */
@ApplicationScoped
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
public class RecordedResults implements ResultStore {

    private final ResultStore store;
    private final Ledger ledger;

    /** For the container's proxy. */
    RecordedResults() {
        this(null, (Ledger) null);
    }

    @Inject
    RecordedResults(@BuiltIn ResultStore store, @ConfigProperty(name = "reports.ledger") String ledger) {
        this(store, new Ledger(Path.of(ledger)));
    }

    RecordedResults(ResultStore store, Ledger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    @Override
    public ResultWriter create(ResultKey key, ResultLayout layout, List<ResultColumn> columns) throws IOException {
        return new RecordedWriter(store.create(key, layout, columns), summary -> ledger.add(key, summary));
    }

    @Override
    public ResultPack pack(ResultKey lead) {
        return new RecordedPack(store.pack(lead), ledger);
    }

    @Override
    public Optional<StoredResult> openPacked(ResultKey key, int lead) throws IOException {
        return store.openPacked(key, lead);
    }

    @Override
    public Optional<StoredResult> open(ResultKey key) throws IOException {
        return store.open(key);
    }

    @Override
    public void delete(ResultKey key) throws IOException {
        store.delete(key);
    }

    @Override
    public void deleteEarlier(ResultKey key) throws IOException {
        store.deleteEarlier(key);
    }

    @Override
    public void delete(BatchId batch) throws IOException {
        store.delete(batch);
    }

    @Override
    public void keys(BatchId batch, Consumer<ResultKey> each) throws IOException {
        store.keys(batch, each);
    }

    @Override
    public void packs(BatchId batch, Consumer<ResultKey> each) throws IOException {
        store.packs(batch, each);
    }

    @Override
    public void deletePack(ResultKey lead) throws IOException {
        store.deletePack(lead);
    }

    @Override
    public List<BatchId> batches(int shard) throws IOException {
        return store.batches(shard);
    }

    @Override
    public StoreUse use() throws IOException {
        return store.use();
    }

    @Override
    public void check() throws IOException {
        store.check();
    }
}
