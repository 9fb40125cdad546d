package io.querybatch.batches.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.batches.FailedItem;
import io.querybatch.batches.NewBatch;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.execution.Submission;
import io.querybatch.execution.sql.EmptyDatabases;
import io.querybatch.execution.sql.Items;
import io.querybatch.execution.sql.SqlStoreUnderTest;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchItemRowsTest {

    private static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");
    private static final SplitPolicy SPLIT = new SplitPolicy(false, false);
    private static final int MANY = 2_345;

    static Stream<DataSource> databases() {
        return Stream.of(EmptyDatabases.h2(), EmptyDatabases.postgresql());
    }

    private static BatchItem item(int n) {
        DateRange day = new DateRange(LocalDate.EPOCH.plusDays(n), LocalDate.EPOCH.plusDays(n));
        QuerySpec spec = new QuerySpec("FLIGHTS", List.of("O'Hare \"" + n, "東京"), day, List.of("flights"), 1000);
        return new BatchItem(n, n % 3 == 0 ? null : "key " + n, spec, List.of(), SPLIT, n % 2 == 0 ? null : n);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatIsReadAgainIsWhatWasSubmittedHoweverManyItemsThereAre(DataSource database) throws SQLException {
        List<BatchItem> items = new ArrayList<>();
        for (int n = 1; n <= MANY; n++) {
            items.add(item(n));
        }
        List<Items.Item> read = store(database, new NewBatch.Content(items, List.of()));

        assertThat(read).extracting(Items.Item::item).isEqualTo(items);
        assertThat(read).allMatch(item -> item.failure() == null);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatCouldNotBePlannedKeepsItsPlaceItsReasonAndItsText(DataSource database) throws SQLException {
        FailedItem failed = new FailedItem(
                2, "mine", "{\"ds_id\":\"?\"}", new QueryFailure(ErrorCode.QUERY_FIELD_UNAVAILABLE, "/fields: none"));
        NewBatch.Content content = new NewBatch.Content(List.of(item(1), item(3)), List.of(failed));
        List<Items.Item> read = store(database, content);

        assertThat(read).extracting(item -> item.item().firstN()).containsExactly(1, 2, 3);
        assertThat(read.get(1).failure()).isEqualTo(failed.failure());
        assertThat(read.get(1).item().key()).isEqualTo("mine");
        assertThat(read.get(1).dataSource()).isEmpty();
        try (Connection connection = database.getConnection()) {
            assertThat(sql(connection)
                            .fetch("select submitted from batch_item order by first_n")
                            .getValues(0, String.class))
                    .containsExactly(null, failed.submitted(), null);
        }
    }

    /** Writes them for a batch that is there, and reads them. */
    private static List<Items.Item> store(DataSource database, NewBatch.Content content) throws SQLException {
        BatchItem one = new BatchItem(1, null, item(1).spec(), List.of(), SPLIT);
        new SqlStoreUnderTest(database).submit(new Submission(BATCH, "acme", 5, false, 30, List.of(one)));
        try (Connection connection = database.getConnection()) {
            sql(connection).execute("delete from batch_item");
            new BatchItemRows(sql(connection)).add(BATCH, content);
            return new Items(sql(connection)).of(BATCH, 1, content.queryAmount());
        }
    }

    private static DSLContext sql(Connection connection) {
        return DSL.using(connection, JDBCUtils.dialect(connection));
    }
}
