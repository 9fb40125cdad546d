package io.querybatch.operations;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

class H2SqlSurveyTest extends SqlSurveyContract {

    @Override
    DataSource empty() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
        return source;
    }

    @Override
    String kind() {
        return "H2";
    }

    @Override
    String series(int most) {
        return "(select \"X\" as x from system_range(1, " + most + ")) as x";
    }
}
