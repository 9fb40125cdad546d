package io.querybatch.operations;

import io.querybatch.testing.TestStore;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresqlSqlSurveyTest extends SqlSurveyContract {

    @Override
    DataSource empty() {
        Map<String, String> settings = TestStore.freshPostgresql().settings();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(settings.get("querybatch.db.url"));
        source.setUser(settings.get("querybatch.db.user"));
        source.setPassword(settings.get("querybatch.db.password"));
        return source;
    }

    @Override
    String kind() {
        return "PostgreSQL";
    }

    @Override
    String series(int most) {
        return "generate_series(1, " + most + ") as x(x)";
    }
}
