package io.querybatch.answers;

import io.querybatch.catalog.CatalogException;
import io.querybatch.connectors.DataSources;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class DuckDbWholeBatchTest extends WholeBatchContract {

    private static DataSources sources;

    @BeforeContainer
    static void open() throws CatalogException {
        sources = SameRowsContract.duckDb();
    }

    @AfterContainer
    static void close() {
        sources.close();
    }

    @Override
    DataSources sources() {
        return sources;
    }
}
