package io.querybatch.answers;

import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.jdbc.Databases;
import java.util.Map;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class PostgresqlWholeBatchTest extends WholeBatchContract {

    private static DataSources sources;

    @BeforeContainer
    static void open() throws Exception {
        Map<String, String> postgresql = Databases.postgresql();
        SampleDatabase.copy(postgresql);
        sources = SampleDatabase.open(postgresql);
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
