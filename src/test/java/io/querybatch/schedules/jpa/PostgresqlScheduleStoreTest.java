package io.querybatch.schedules.jpa;

import io.querybatch.testing.TestStore;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresqlScheduleStoreTest extends SqlScheduleStoreContract {

    @Override
    DataSource database() {
        Map<String, String> settings = TestStore.freshPostgresql().settings();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(settings.get("querybatch.db.url"));
        source.setUser(settings.get("querybatch.db.user"));
        source.setPassword(settings.get("querybatch.db.password"));
        return source;
    }
}
