package com.example.reports.results;

import com.example.reports.Ledger;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultPack;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.StoredResult;
import java.io.IOException;
import java.util.List;

/** Records what goes into a pack. A pack that is not completed after all leaves lines too many, which this ledger does not mind. */
final class RecordedPack implements ResultPack {

    private final ResultPack pack;
    private final Ledger ledger;

    RecordedPack(ResultPack pack, Ledger ledger) {
        this.pack = pack;
        this.ledger = ledger;
    }

    @Override
    public ResultWriter create(ResultKey key, ResultLayout layout, List<ResultColumn> columns) throws IOException {
        return new RecordedWriter(pack.create(key, layout, columns), summary -> ledger.add(key, summary));
    }

    @Override
    public void copy(ResultKey key, StoredResult stored) throws IOException {
        pack.copy(key, stored);
        ledger.add(key, stored.summary());
    }

    @Override
    public void complete() throws IOException {
        pack.complete();
    }

    @Override
    public void close() throws IOException {
        pack.close();
    }
}
