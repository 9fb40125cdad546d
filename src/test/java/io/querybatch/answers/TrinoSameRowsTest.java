package io.querybatch.answers;

import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.jdbc.Databases;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("trino")
class TrinoSameRowsTest extends SameRowsContract {

    @Override
    DataSources open() throws Exception {
        Map<String, String> trino = Databases.trino();
        SampleDatabase.insert(trino);
        return SampleDatabase.open(trino);
    }
}
