package io.querybatch.answers;

import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.jdbc.Databases;
import java.util.Map;

class PostgresqlSameRowsTest extends SameRowsContract {

    @Override
    DataSources open() throws Exception {
        Map<String, String> postgresql = Databases.postgresql();
        SampleDatabase.copy(postgresql);
        return SampleDatabase.open(postgresql);
    }
}
