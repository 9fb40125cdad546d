package io.querybatch.metrics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Asks the store; the cost depends on the number of batches that have not ended. */
final class SqlBacklogs {

    /** More tenants and data sources than anybody looks at; the largest first. */
    private static final int MOST = 200;

    private static final String QUERY = """
            select tenant, data_sources, sum(queued) as queued, sum(running) as running,
              extract(epoch from current_timestamp) - extract(epoch from min(schedule_time)) as oldest
            from batch where state in ('QUEUED', 'RUNNING')
            group by tenant, data_sources order by 3 desc, 1, 2 limit\s""" + MOST;

    private final DataSource store;

    SqlBacklogs(DataSource store) {
        this.store = store;
    }

    List<Backlog> now() throws SQLException {
        try (Connection connection = store.getConnection();
                PreparedStatement statement = connection.prepareStatement(QUERY);
                ResultSet row = statement.executeQuery()) {
            List<Backlog> backlogs = new ArrayList<>();
            while (row.next()) {
                backlogs.add(new Backlog(
                        row.getString("tenant"),
                        row.getString("data_sources"),
                        row.getLong("queued"),
                        row.getLong("running"),
                        Duration.ofMillis(Math.round(row.getDouble("oldest") * 1_000))));
            }
            return backlogs;
        }
    }
}
