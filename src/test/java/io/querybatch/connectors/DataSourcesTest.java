package io.querybatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.AccountList;
import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.errors.ErrorCode;
import java.util.List;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;

/** Data sources that are away at start, go away and come back. */
class DataSourcesTest {

    private static final FieldDefinition FIELD =
            new FieldDefinition("shop", "Shop", FieldDefinition.Kind.DIMENSION, "string.text.value", "shop", "", "");

    private final FakeConnector connector = new FakeConnector();

    private DataSources open(AccountList accounts) throws CatalogException {
        return open(accounts, false);
    }

    private DataSources open(AccountList accounts, boolean late) throws CatalogException {
        DataSourceDefinition definition = Definitions.shops("sales", accounts, null, FIELD);
        return DataSources.open(List.of(definition), List.of(new FakeFactory(connector, late)));
    }

    private static DataSource sales(DataSources sources) {
        return sources.catalog().source("SALES").orElseThrow();
    }

    private static final AccountList QUERIED = new AccountList.Queried("select shop from sales");

    @Test
    void aSourceThatIsThereIsPreparedAtOnce() throws CatalogException {
        try (DataSources sources = open(QUERIED)) {
            assertThat(sources.unavailable()).isEmpty();
            assertThat(sales(sources).accounts()).containsExactly(new Account("north", "north", ""));
            assertThat(sales(sources).account("south")).isEmpty();
        }
    }

    @Test
    void aSourceThatIsAwayAtStartIsTakenUpWhenItIsBack() throws CatalogException {
        connector.failure = ErrorCode.QUERY_SOURCE_UNAVAILABLE;
        try (DataSources sources = open(QUERIED)) {
            assertThat(sources.unavailable()).containsExactly("SALES");
            assertThat(sales(sources).accounts()).isEmpty();
            assertThat(sales(sources).account("south")).contains(new Account("south", "south", ""));
            connector.failure = null;
            sources.askAgain();
            assertThat(sources.unavailable()).isEmpty();
            assertThat(sales(sources).accounts()).containsExactly(new Account("north", "north", ""));
            assertThat(sales(sources).account("south")).isEmpty();
        }
    }

    @Test
    void accountsThatTheCatalogListsAreKnownWithoutTheSource() throws CatalogException {
        connector.failure = ErrorCode.QUERY_SOURCE_UNAVAILABLE;
        try (DataSources sources = open(new AccountList.Listed(List.of(new Account("north", "North", ""))))) {
            assertThat(sources.unavailable()).containsExactly("SALES");
            assertThat(sales(sources).account("north")).isPresent();
            assertThat(sales(sources).account("south")).isEmpty();
        }
    }

    @Test
    void aSourceThatWentAwayLaterIsAskedAgainAndKeepsItsAccounts() throws CatalogException {
        try (DataSources sources = open(QUERIED)) {
            connector.failure = ErrorCode.QUERY_SOURCE_UNAVAILABLE;
            assertThat(Rows.failure(connector, "a query")).isNotNull();
            assertThat(sources.unavailable()).containsExactly("SALES");
            sources.askAgain();
            assertThat(sales(sources).accounts()).hasSize(1);
            connector.failure = null;
            sources.askAgain();
            assertThat(sources.unavailable()).isEmpty();
        }
    }

    @Test
    void aSourceThatStaysAwayIsAskedLessAndLessOften() throws CatalogException {
        connector.failure = ErrorCode.QUERY_SOURCE_UNAVAILABLE;
        try (DataSources sources = open(QUERIED)) {
            connector.starts = 0;
            StringBuilder asked = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                int before = connector.starts;
                sources.askAgain();
                asked.append(connector.starts > before ? 'x' : '.');
            }
            assertThat(asked).hasToString("xx.x...x.......x...............x........");
        }
    }

    @Test
    void aSourceThatIsAskedLateIsAskedOnceByWhoeverUsesTheCatalogFirst() throws CatalogException {
        try (DataSources sources = open(QUERIED, true)) {
            sources.askAgain();
            assertThat(sources.unavailable()).isEmpty();
            assertThat(sources.definitions())
                    .extracting(DataSourceDefinition::id)
                    .containsExactly("SALES");
            assertThat(connector.starts).isZero();
            assertThat(sales(sources).accounts()).containsExactly(new Account("north", "north", ""));
            int asked = connector.starts;
            assertThat(asked).isPositive();
            sources.catalog();
            sources.askAgain();
            assertThat(connector.starts).isEqualTo(asked);
        }
    }

    @Test
    void aSourceThatIsAskedLateAndIsAwayThenIsTakenUpWhenItIsBack() throws CatalogException {
        connector.failure = ErrorCode.QUERY_SOURCE_UNAVAILABLE;
        try (DataSources sources = open(QUERIED, true)) {
            assertThat(sales(sources).accounts()).isEmpty();
            assertThat(sources.unavailable()).containsExactly("SALES");
            connector.failure = null;
            sources.askAgain();
            assertThat(sources.unavailable()).isEmpty();
            assertThat(sales(sources).accounts()).containsExactly(new Account("north", "north", ""));
        }
    }

    @Test
    void nobodyAsksASourceThatIsThere() throws CatalogException {
        try (DataSources sources = open(QUERIED)) {
            connector.starts = 0;
            sources.askAgain();
            assertThat(connector.starts).isZero();
        }
    }

    @Test
    void wrongSqlIsAMistakeOfTheCatalog() {
        connector.failure = ErrorCode.QUERY_SOURCE_ERROR;
        assertThat(catchThrowableOfType(CatalogException.class, () -> open(QUERIED))
                        .problems())
                .containsExactly("SALES: QUERY_SOURCE_ERROR");
        assertThat(catchThrowableOfType(CatalogException.class, () -> open(new AccountList.None()))
                        .problems())
                .containsExactly("SALES: field \"shop\": QUERY_SOURCE_ERROR");
        assertThat(connector.closed).isEqualTo(2);
    }

    private record FakeFactory(FakeConnector connector, boolean asksLate) implements ConnectorFactory {

        @Override
        public String kind() {
            return "fake";
        }

        @Override
        public Connector open(DataSourceDefinition definition) {
            return connector;
        }
    }

    /** Has one row with one account, or fails. */
    private static final class FakeConnector implements SqlConnector {

        private ErrorCode failure;
        private boolean available = true;
        private int starts;
        private int closed;

        @Override
        public SQLDialect dialect() {
            return SQLDialect.DEFAULT;
        }

        @Override
        public RunningScan start(Scan scan) throws ScanException {
            starts++;
            available = failure != ErrorCode.QUERY_SOURCE_UNAVAILABLE;
            if (failure != null) {
                throw ScanException.of(failure, failure.name(), null);
            }
            return new OneRow();
        }

        @Override
        public boolean available() {
            return available;
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private static final class OneRow implements RunningScan, RowCursor {

        private boolean read;

        @Override
        public RowCursor rows() {
            return this;
        }

        @Override
        public boolean next() {
            boolean first = !read;
            read = true;
            return first;
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public Object value(int column) {
            return "north";
        }

        @Override
        public boolean cancel() {
            return true;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
