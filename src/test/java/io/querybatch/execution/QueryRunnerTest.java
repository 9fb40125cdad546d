package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.AccountList;
import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.SourceLimits;
import io.querybatch.connectors.Connector;
import io.querybatch.connectors.ConnectorFactory;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.QueryConnector;
import io.querybatch.connectors.RemoteQuery;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.results.ResultStore;
import io.querybatch.results.filesystem.FilesystemResultStore;
import io.querybatch.testing.FullDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryRunnerTest {

    private static final DataSourceDefinition REMOTE = new DataSourceDefinition(
            "REMOTE",
            "Remote",
            "",
            "remote",
            Map.of(),
            Map.of(),
            false,
            null,
            null,
            new AccountList.None(),
            null,
            List.of(),
            List.of(),
            Map.of(),
            new SourceLimits(1, 10, Duration.ofSeconds(7)));

    @TempDir
    private Path folder;

    @Test
    void handsTheQueryItselfToAServiceThatComputes() throws CatalogException {
        ThreeRows service = new ThreeRows();
        ResultStore results = new FilesystemResultStore(folder, 1 << 20);
        Claim claim = Claims.claim(1, 1, "REMOTE");
        try (DataSources sources = DataSources.open(List.of(REMOTE), List.of(service))) {
            Outcome outcome = new QueryRunner(sources, results)
                    .run(claim, new RunningQueries(Runnable::run).enter(new Stint(List.of(claim))));
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Succeeded.class,
                            succeeded -> assertThat(succeeded.result().rows()).isEqualTo(3));
        }
        assertThat(service.asked).containsExactly(new RemoteQuery(claim.spec(), Duration.ofSeconds(7)));
    }

    @Test
    void aQueryForWhoseResultThereIsNoRoomFailsAloneAndForGood() throws CatalogException, IOException {
        ResultStore results = new FilesystemResultStore(folder, 1 << 20);
        try (DataSources sources = DataSources.open(List.of(REMOTE), List.of(new ThreeRows()))) {
            QueryRunner runner = new QueryRunner(sources, results);
            Claim first = Claims.claim(1, 1, "REMOTE");
            assertThat(run(runner, first)).isInstanceOf(Outcome.Succeeded.class);
            Claim second = Claims.claim(1, 2, "REMOTE");
            FullDevice.at(fileOf(first).resolveSibling(second.resultKey().fileName() + ".part"));
            assertThat(run(runner, second))
                    .isEqualTo(new Outcome.Failed(
                            new QueryFailure(
                                    ErrorCode.QUERY_RESULT_TOO_LARGE, "There is no room left to store the result."),
                            null));
            assertThat(fileOf(first).getParent()).isDirectoryNotContaining("glob:**/2-*");
            assertThat(run(runner, Claims.claim(1, 3, "REMOTE"))).isInstanceOf(Outcome.Succeeded.class);
        }
    }

    private static Outcome run(QueryRunner runner, Claim claim) {
        return runner.run(claim, new RunningQueries(Runnable::run).enter(new Stint(List.of(claim))));
    }

    private Path fileOf(Claim claim) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(claim.resultKey().fileName()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A service whose every query has three rows. */
    private static final class ThreeRows implements ConnectorFactory, QueryConnector, RunningScan, RowCursor {

        private final List<RemoteQuery> asked = new ArrayList<>();
        private int row;

        @Override
        public String kind() {
            return "remote";
        }

        @Override
        public Connector open(DataSourceDefinition definition) {
            return this;
        }

        @Override
        public List<Account> accounts() {
            throw new AssertionError("the catalog does not say to ask");
        }

        @Override
        public List<FieldDefinition> fields() {
            return List.of(
                    new FieldDefinition("f", "F", FieldDefinition.Kind.DIMENSION, "string.text.value", "", "", ""));
        }

        @Override
        public RunningScan start(RemoteQuery query) {
            asked.add(query);
            return this;
        }

        @Override
        public RowCursor rows() {
            row = 0;
            return this;
        }

        @Override
        public boolean next() {
            return row++ < 3;
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public Object value(int column) {
            return "row " + row;
        }

        @Override
        public boolean cancel() {
            return true;
        }

        @Override
        public void close() {}
    }
}
