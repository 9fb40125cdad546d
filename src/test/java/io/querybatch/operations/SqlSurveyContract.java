package io.querybatch.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.execution.Grant;
import io.querybatch.execution.NodeLoad;
import io.querybatch.execution.StopReason;
import io.querybatch.execution.Submission;
import io.querybatch.execution.sql.SqlStoreUnderTest;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The survey of a real store is what really happened to its batches and nodes. */
abstract class SqlSurveyContract {

    private static final BatchId FIRST = new BatchId("qrb_0123456789abcdef0001");
    private static final BatchId SECOND = new BatchId("qrb_0123456789abcdef0002");
    private static final BatchId THIRD = new BatchId("qrb_0123456789abcdef0003");

    private DataSource database;
    private SqlStoreUnderTest store;

    /** A database with nothing in it. */
    abstract DataSource empty();

    /** What it calls itself. */
    abstract String kind();

    @BeforeEach
    void migrate() {
        database = empty();
        store = new SqlStoreUnderTest(database);
    }

    private void submit(BatchId id, String tenant, boolean interactive) {
        DateRange days = new DateRange(LocalDate.of(2001, 1, 1), LocalDate.of(2001, 1, 10));
        QuerySpec spec = new QuerySpec("FLIGHTS", List.of("ORD"), days, List.of("flights"), 1000);
        BatchItem item = new BatchItem(1, null, spec, List.of(), new SplitPolicy(true, true));
        store.submit(new Submission(id, tenant, 5, interactive, 30, List.of(item)));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private StoreSurvey survey() throws SQLException {
        return new SqlSurvey(database).now();
    }

    @Test
    void anEmptyStoreHasNothingToTellButItself() throws SQLException {
        StoreSurvey survey = survey();
        assertThat(survey.nodes()).isEmpty();
        assertThat(survey.loads()).isEmpty();
        assertThat(survey.complete()).isTrue();
        assertThat(survey.facts().kind()).isEqualTo(kind());
        assertThat(survey.facts().version()).matches("\\d+\\.\\d+");
        assertThat(Integer.parseInt(survey.facts().schema())).isGreaterThanOrEqualTo(7);
        assertThat(survey.facts().ping()).isPositive();
    }

    @Test
    void countsWhatWaitsAndRunsOfEachTenant() throws SQLException {
        submit(FIRST, "acme", false);
        submit(SECOND, "acme", false);
        submit(THIRD, "globex", true);
        execute("update batch set data_sources = 'FLIGHTS,WEATHER' where tenant = 'acme'");
        execute("update batch set data_sources = 'FLIGHTS' where tenant = 'globex'");
        long node = store.store().registerNode("here");
        store.store().claim(node, List.of(new Grant(FIRST, "acme", "FLIGHTS", 4)), Integer.MAX_VALUE);
        store.pause(SECOND, true);
        store.passTime(Duration.ofMinutes(5));

        List<Load> loads = survey().loads();
        assertThat(loads).extracting(Load::tenant).containsExactly("acme", "globex");
        Load acme = loads.get(0);
        assertThat(acme.dataSources()).containsExactly("FLIGHTS", "WEATHER");
        assertThat(List.of(acme.open(), acme.paused(), acme.queued(), acme.running(), acme.slots()))
                .containsExactly(2L, 1L, 16L, 4L, 4L);
        assertThat(acme.oldest()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        assertThat(acme.interactive()).isFalse();
        Load globex = loads.get(1);
        assertThat(globex.interactive()).isTrue();
        assertThat(globex.queued()).isEqualTo(10);
    }

    @Test
    void queriesThatShareASlotTakeItOnce() throws SQLException {
        submit(FIRST, "acme", false);
        execute("update batch set queued = 4, running = 6, riding = 5");
        Load load = survey().loads().get(0);
        assertThat(load.running()).isEqualTo(6);
        assertThat(load.slots()).isEqualTo(1);
    }

    @Test
    void whatIsPausedOrStoppedDoesNotGrowOldWaiting() throws SQLException {
        submit(FIRST, "acme", false);
        submit(SECOND, "globex", false);
        long node = store.store().registerNode("here");
        store.store().claim(node, List.of(new Grant(SECOND, "globex", "FLIGHTS", 1)), Integer.MAX_VALUE);
        store.pause(FIRST, true);
        store.store().stop(SECOND, StopReason.CANCELLED);
        store.passTime(Duration.ofHours(1));
        assertThat(survey().loads()).hasSize(2).allMatch(load -> load.oldest() == null);
    }

    @Test
    void whatHasEndedIsNoLoad() throws SQLException {
        submit(FIRST, "acme", false);
        store.store().stop(FIRST, StopReason.CANCELLED);
        assertThat(survey().loads()).isEmpty();
    }

    @Test
    void nodesAreToldWithTheirSilenceAndWhatTheySaidLast() throws SQLException {
        long silent = store.store().registerNode("there");
        store.passTime(Duration.ofSeconds(8));
        long node = store.store().registerNode("here");
        store.store().heartbeat(node, new NodeLoad(3, Set.of("WEATHER", "FLIGHTS")));

        List<NodeRow> nodes = survey().nodes();
        assertThat(nodes).extracting(NodeRow::epoch).containsExactly(silent, node);
        assertThat(nodes.get(0).silence()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(9));
        assertThat(nodes.get(0).fullSources()).isEmpty();
        assertThat(nodes.get(1).name()).isEqualTo("here");
        assertThat(nodes.get(1).silence()).isLessThan(Duration.ofSeconds(1));
        assertThat(nodes.get(1).freeWorkers()).isEqualTo(3);
        assertThat(nodes.get(1).fullSources()).containsExactly("FLIGHTS", "WEATHER");
    }

    @Test
    void aFormerLifeOfANodeIsNoNode() throws SQLException {
        store.store().registerNode("here");
        long reborn = store.store().registerNode("here");
        assertThat(survey().nodes()).extracting(NodeRow::epoch).containsExactly(reborn);
    }

    @Test
    void moreTenantsThanAnybodyLooksAtAreCutAndThatIsSaid() throws SQLException {
        submit(FIRST, "acme", false);
        execute("""
                insert into batch (batch_id, seq, tenant, subject, access_rights, description, split_accounts, split_dates,
                  timeout_minutes, query_concurrency, output_format, exclude_account_errors, clean_data_types, query_amount,
                  retention_hours, state, queued, running, succeeded, failed, next_n, change, schedule_time)
                select 'b' || x.x, 100 + x.x, 't' || x.x, 'me', 'null', '', false, false, 30, 1, 'json', false, false, 1, 24,
                  'QUEUED', 1, 0, 0, 0, 1, 1, current_timestamp
                from %s""".formatted(series(1_000)));
        StoreSurvey survey = survey();
        assertThat(survey.complete()).isFalse();
        assertThat(survey.loads()).hasSize(1_000);
        assertThat(survey.loads().get(0).tenant()).as("the one with most").isEqualTo("acme");
    }

    /** Numbers from 1 in a column {@code x} of a table {@code x}. */
    abstract String series(int most);
}
