package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.execution.Grant;
import io.querybatch.execution.StopReason;
import io.querybatch.execution.Submission;
import io.querybatch.execution.sql.SqlStoreUnderTest;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeNumbersTest {

    private static final BatchId RUNNING = new BatchId("qrb_00000000000000000001");
    private static final BatchId STOPPED = new BatchId("qrb_00000000000000000002");

    @TempDir
    private Path folder;

    @Test
    void whatGoesOnDoesSoFromNumbersThatNobodyKnows() throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(StoreUrl.embedded(folder.resolve("store")));
        SqlStoreUnderTest tested = new SqlStoreUnderTest(database);
        QuerySpec spec = new QuerySpec("FLIGHTS", List.of("ORD", "LAX"), null, List.of("flights"), 1000);
        BatchItem item = new BatchItem(1, null, spec, List.of(), new SplitPolicy(true, false));
        for (BatchId batch : List.of(RUNNING, STOPPED)) {
            tested.submit(new Submission(batch, "acme", 2, false, 30, List.of(item)));
        }
        tested.store().stop(STOPPED, StopReason.CANCELLED);
        try (Connection connection = database.getConnection()) {
            ChangeNumbers.leap(connection);
            assertThat(change(connection, RUNNING)).isEqualTo(1_000_001);
            assertThat(change(connection, STOPPED)).isEqualTo(2);
        }
        long node = tested.store().registerNode("here");
        assertThat(tested.store()
                        .claim(node, List.of(new Grant(RUNNING, "acme", "FLIGHTS", 1)), Integer.MAX_VALUE)
                        .get(0)
                        .fence())
                .isEqualTo(1_000_002);
    }

    private static long change(Connection connection, BatchId batch) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select change from batch where batch_id = '" + batch.value() + "'")) {
            row.next();
            return row.getLong(1);
        }
    }
}
