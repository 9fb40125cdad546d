package io.querybatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.Catalog;
import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.CatalogFiles;
import io.querybatch.catalog.DataTypes;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.errors.ErrorCode;
import io.querybatch.query.FieldRef;
import io.querybatch.query.QuerySpec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every connector promises that computes by itself. For host applications: docs/embedding.md. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class QueryConnectorContract {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static final Set<Class<?>> TYPES = Set.of(
            String.class,
            Boolean.class,
            Long.class,
            Double.class,
            BigDecimal.class,
            BigInteger.class,
            LocalDate.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            LocalTime.class);

    private DataSources sources;
    private QueryConnector connector;

    /** Makes the connectors under test. */
    protected abstract ConnectorFactory factory();

    /** A folder with the catalog files of data sources of that kind, and of no others. */
    protected abstract Path catalog();

    /**
     * A query of one of them that has at least three rows, two fields that differ, and says no order. It is asked with other fields
     * and limits, too.
     */
    protected abstract QuerySpec query();

    @BeforeEach
    void openConnector() throws CatalogException {
        sources = DataSources.open(CatalogFiles.load(catalog()), List.of(factory()));
        connector = (QueryConnector) sources.connector(query().dataSource());
    }

    @AfterEach
    void closeConnector() {
        sources.close();
    }

    /** The query with other fields and another limit. */
    private QuerySpec query(List<FieldRef> fields, int maxRows) {
        QuerySpec spec = query();
        return new QuerySpec(
                spec.dataSource(),
                spec.accounts(),
                spec.dates(),
                fields.stream().map(FieldRef::id).toList(),
                maxRows);
    }

    private List<List<Object>> rows(QuerySpec spec) throws ScanException {
        List<List<Object>> all = new ArrayList<>();
        try (RunningScan scan = connector.start(new RemoteQuery(spec, LONG))) {
            RowCursor rows = scan.rows();
            assertThat(rows.width()).isEqualTo(spec.fields().size());
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 0; i < rows.width(); i++) {
                    row.add(rows.value(i));
                }
                all.add(row);
            }
        }
        return all;
    }

    private static ErrorCode code(ThrowingCallable call) {
        ScanException e = catchThrowableOfType(ScanException.class, call);
        assertThat(e).as("it must fail").isNotNull();
        return e.failure().code();
    }

    private static void readOn(RowCursor rows) throws ScanException {
        while (rows.next()) {
            assertThat(rows.width()).isPositive();
        }
    }

    @Test
    void theCatalogFitsTheConnector() {
        Catalog catalog = sources.catalog();
        assertThat(catalog.sources()).isNotEmpty().allSatisfy(source -> {
            assertThat(source.definition().fields()).isNotEmpty();
            assertThat(source.definition().connector()).isEqualTo(factory().kind());
        });
    }

    @Test
    void tellsFieldsAndAccountsOnce() throws ScanException {
        List<FieldDefinition> fields = connector.fields();
        List<String> ids = fields.stream().map(FieldDefinition::id).toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(fields).allSatisfy(field -> assertThat(DataTypes.ALL).contains(field.dataType()));
        assertThat(connector.accounts().stream().map(Account::id)).doesNotHaveDuplicates();
    }

    @Test
    void deliversValuesOfTheTypesOfThePort() throws ScanException {
        List<List<Object>> rows = rows(query());
        assertThat(rows).hasSizeGreaterThanOrEqualTo(3);
        rows.stream()
                .flatMap(List::stream)
                .filter(value -> value != null)
                .forEach(value -> assertThat(TYPES).contains(value.getClass()));
    }

    @Test
    void columnsStandInTheOrderAskedFor() throws ScanException {
        List<FieldRef> turned = new ArrayList<>(query().fields());
        Collections.reverse(turned);
        List<List<Object>> expected = rows(query()).stream()
                .map(row -> {
                    List<Object> other = new ArrayList<>(row);
                    Collections.reverse(other);
                    return other;
                })
                .toList();
        assertThat(rows(query(turned, query().selection().maxRows()))).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theSameQueryHasTheSameRowsHoweverManyAskAtOnce() throws Exception {
        List<List<Object>> expected = rows(query());
        List<CompletableFuture<List<List<Object>>>> asked = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return rows(query());
                    } catch (ScanException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        for (CompletableFuture<List<List<Object>>> rows : asked) {
            assertThat(rows.get()).isEqualTo(expected);
        }
    }

    @Test
    void deliversNoMoreRowsThanAreAskedFor() throws ScanException {
        List<List<Object>> all = rows(query());
        assertThat(rows(query(query().fields(), 2))).isEqualTo(all.subList(0, 2));
    }

    @Test
    void aScanCancelledBeforeItRanDoesNotRun() throws ScanException {
        try (RunningScan scan = connector.start(new RemoteQuery(query(), LONG))) {
            scan.cancel();
            assertThat(code(scan::rows)).isEqualTo(ErrorCode.QUERY_CANCELLED);
        }
        assertThat(rows(query())).isNotEmpty();
    }

    @Test
    void cancelStopsRowsThatAreBeingRead() throws ScanException {
        try (RunningScan scan = connector.start(new RemoteQuery(query(), LONG))) {
            RowCursor rows = scan.rows();
            assertThat(rows.next()).isTrue();
            CompletableFuture.runAsync(scan::cancel).join();
            assertThat(code(() -> readOn(rows))).isEqualTo(ErrorCode.QUERY_CANCELLED);
        }
        assertThat(rows(query())).isNotEmpty();
    }

    @Test
    void cancellingAScanThatIsDoneDoesNothing() throws ScanException {
        RunningScan done;
        try (RunningScan scan = connector.start(new RemoteQuery(query(), LONG))) {
            readOn(scan.rows());
            done = scan;
        }
        done.cancel();
        done.close();
        assertThat(rows(query())).isNotEmpty();
    }

    @Test
    void endsAScanThatTakesTooLong() throws ScanException {
        try (RunningScan scan = connector.start(new RemoteQuery(query(), Duration.ofNanos(1)))) {
            assertThat(code(() -> readOn(scan.rows()))).isEqualTo(ErrorCode.QUERY_TIMEOUT);
        }
        assertThat(rows(query())).isNotEmpty();
    }

    @Test
    void closingTheConnectorEndsItsScans() throws ScanException {
        try (RunningScan scan = connector.start(new RemoteQuery(query(), LONG))) {
            RowCursor rows = scan.rows();
            assertThat(rows.next()).isTrue();
            connector.close();
            assertThat(code(() -> readOn(rows))).isNotNull();
        }
    }
}
