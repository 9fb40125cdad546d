package io.querybatch.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.AccountList;
import io.querybatch.catalog.Catalog;
import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.FieldDefinition.Kind;
import io.querybatch.catalog.SourceLimits;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.FieldRef;
import io.querybatch.query.PeriodComparison.Show;
import io.querybatch.query.QuerySettings;
import io.querybatch.query.SplitPolicy;
import io.querybatch.testing.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchPlannerTest {

    private static final SplitPolicy WHOLE = new SplitPolicy(false, false);
    private static final SplitPolicy SPLIT = new SplitPolicy(true, true);
    private static final PlanningContext CONTEXT = new PlanningContext(
            new PlanningLimits(100, 50, 2, 4),
            Clock.fixed(Instant.parse("2024-03-15T23:30:00Z"), ZoneOffset.UTC),
            ZoneOffset.UTC);

    private static final Catalog CATALOG = new Catalog(List.of(
            source("SALES", "shop", "day", "north", "south", "east", "west", "far"), source("CONFIG", null, null)));

    private static DataSource source(String id, String accountColumn, String dateColumn, String... accounts) {
        List<FieldDefinition> fields = List.of(
                new FieldDefinition("day", "Day", Kind.DIMENSION, "string.time.date", "day", "", ""),
                new FieldDefinition("total", "Total", Kind.METRIC, "int.number.value", "sum(amount)", "", ""));
        DataSourceDefinition definition = new DataSourceDefinition(
                id,
                id,
                "",
                "duckdb",
                Map.of(),
                Map.of(),
                false,
                "t",
                accountColumn,
                new AccountList.None(),
                dateColumn,
                fields,
                List.of(),
                Map.of(),
                new SourceLimits(1, 500, Duration.ofMinutes(1)));
        return new DataSource(
                definition,
                List.of(accounts).stream()
                        .map(account -> new Account(account, account, ""))
                        .toList());
    }

    private static final DataAccess EVERYTHING = access(Set.of("north", "south", "east", "west", "far"));

    private static DataAccess access(Set<String> accounts) {
        return new DataAccess() {
            @Override
            public boolean allows(String dataSource) {
                return !accounts.isEmpty();
            }

            @Override
            public boolean allows(String dataSource, String account) {
                return accounts.contains(account);
            }
        };
    }

    private static ItemRequest item(
            int index, String source, List<String> accounts, String start, String end, String... fields) {
        return request("/queries/" + index, null, source, accounts, new DateChoice(null, start, end), fields);
    }

    private static ItemRequest request(
            String pointer, String key, String source, List<String> accounts, DateChoice dates, String... fields) {
        return new ItemRequest(
                pointer,
                key,
                source,
                accounts == null ? null : new AccountChoice.Named(accounts),
                List.of(),
                dates,
                DateChoice.NONE,
                Show.PERC_CHANGE,
                Stream.of(fields).map(FieldRef::inRows).toList(),
                null,
                SelectionChoice.NONE,
                QuerySettings.DEFAULT,
                false,
                null);
    }

    private static List<BatchItem> plan(SplitPolicy split, boolean exclude, DataAccess access, ItemRequest... items) {
        return new BatchPlanner(CATALOG, CONTEXT)
                .plan(List.of(items), split, new PlanningDefaults(exclude, false, 0), access);
    }

    private static ServiceException refusal(DataAccess access, ItemRequest... items) {
        return catchThrowableOfType(ServiceException.class, () -> plan(SPLIT, false, access, items));
    }

    /** An hour passes whenever somebody asks for the rights to an account. */
    private static DataAccess slowly(SettableClock clock) {
        return new DataAccess() {
            @Override
            public boolean allows(String dataSource) {
                return true;
            }

            @Override
            public boolean allows(String dataSource, String account) {
                clock.advance(Duration.ofHours(1));
                return true;
            }
        };
    }

    @Test
    void relativeDatesOfABatchMeanTheSameDayThoughMidnightComesMeanwhile() {
        SettableClock clock = new SettableClock(Instant.parse("2024-03-15T23:30:00Z"));
        PlanningContext context = new PlanningContext(new PlanningLimits(100, 50, 2, 4), clock, ZoneOffset.UTC);
        List<BatchItem> items = new BatchPlanner(CATALOG, context)
                .plan(
                        List.of(
                                item(0, "SALES", List.of("north"), "today", "today", "total"),
                                item(1, "SALES", List.of("north"), "today", "today", "total")),
                        WHOLE,
                        new PlanningDefaults(false, false, 1000),
                        slowly(clock));

        LocalDate day = LocalDate.of(2024, 3, 15);
        assertThat(items).extracting(item -> item.spec().dates()).containsOnly(new DateRange(day, day));
    }

    @Test
    void numbersTheQueriesOfAllItems() {
        List<BatchItem> items = plan(
                SPLIT,
                false,
                EVERYTHING,
                item(0, "SALES", List.of("north", "south"), "2001-01-01", "2001-01-03", "total"),
                item(1, "SALES", List.of("east"), null, null, "total"),
                item(2, "CONFIG", null, null, null, "total"));
        assertThat(items).extracting(BatchItem::firstN).containsExactly(1, 7, 8);
        assertThat(items).extracting(BatchItem::queryCount).containsExactly(6L, 1L, 1L);
        assertThat(items.get(0).query(5).accounts()).containsExactly("south");
        assertThat(items.get(0).query(5).dates().start()).hasToString("2001-01-02");
        assertThat(items.get(0).spec().selection().maxRows()).isEqualTo(500);
    }

    @Test
    void keepsAnItemWholeWhenNothingIsSplit() {
        BatchItem whole = plan(
                        WHOLE,
                        false,
                        EVERYTHING,
                        item(0, "SALES", List.of("north", "south", "north"), "2001-01-01", "2001-01-03", "total"))
                .get(0);
        assertThat(whole.queryCount()).isEqualTo(1);
        assertThat(whole.query(1).accounts()).containsExactly("north", "south");
    }

    @Test
    void findsEveryErrorOfTheBatch() {
        ServiceException e = refusal(
                EVERYTHING,
                item(0, "SALE", List.of("north"), null, null, "total"),
                item(1, "SALES", List.of("nort"), "2001-01-05", "2001-01-01", "totl", "day"),
                item(2, "SALES", null, "2001-01-01", null, "total"),
                item(3, "CONFIG", List.of("x"), "2001-01-01", "2001-01-02", "total", "day", "total"),
                item(4, "SALES", List.of("north", "south", "east", "west", "far"), null, null, "day"));
        assertThat(e.code()).isEqualTo(ErrorCode.UNPROCESSABLE_ENTITY);
        assertThat(e.violations())
                .extracting(Violation::toString)
                .containsExactly(
                        "/queries/0/ds_id: unknown data source \"SALE\", did you mean \"SALES\"?",
                        "/queries/1/fields: unknown field \"totl\", did you mean \"total\"?",
                        "/queries/1/ds_accounts: unknown account \"nort\", did you mean \"north\"?",
                        "/queries/1/end_date: 2001-01-01 is before start_date 2001-01-05",
                        "/queries/2/ds_accounts: at most 4 accounts",
                        "/queries/2/end_date: is required when the other date is given",
                        "/queries/3/fields: at most 2 fields",
                        "/queries/3/ds_accounts: data source \"CONFIG\" has no accounts",
                        "/queries/3/start_date: data source \"CONFIG\" has no dates",
                        "/queries/4/ds_accounts: at most 4 accounts");
    }

    @Test
    void checksTheLimitOnQueriesAfterSplitting() {
        ServiceException e =
                refusal(EVERYTHING, item(0, "SALES", List.of("north", "south"), "2001-01-01", "2001-01-26", "total"));
        assertThat(e.violations())
                .extracting(Violation::toString)
                .containsExactly("/queries: more than 50 queries after splitting; submit several batches");
        assertThat(plan(
                        SPLIT,
                        false,
                        EVERYTHING,
                        item(0, "SALES", List.of("north", "south"), "2001-01-01", "2001-01-25", "total")))
                .hasSize(1);
        ServiceException enormous = refusal(
                EVERYTHING,
                item(0, "SALES", List.of("north"), "0001-01-01", "9999-12-31", "total"),
                item(1, "SALES", List.of("north"), "0001-01-01", "9999-12-31", "total"));
        assertThat(enormous.violations()).hasSize(1);
    }

    @Test
    void expandsAllAccountsToThoseTheCallerMaySee() {
        DataAccess some = access(Set.of("south", "west"));
        List<BatchItem> items = plan(
                SPLIT,
                false,
                some,
                item(0, "SALES", List.of("list.all_accounts"), null, null, "total"),
                item(1, "SALES", null, null, null, "total"));
        assertThat(items)
                .allSatisfy(item -> assertThat(item.spec().accounts()).containsExactly("south", "west"))
                .hasSize(2);
    }

    @Test
    void refusesWhoNamesNoAccountAndMaySeeNone() {
        ServiceException e = refusal(access(Set.of("elsewhere")), item(0, "SALES", null, null, null, "total"));
        assertThat(e.violations())
                .extracting(Violation::toString)
                .containsExactly("/queries/0/ds_accounts: no account is left to query");
    }

    @Test
    void tellsMissingRightsFromMistakes() {
        DataAccess some = access(Set.of("south"));
        assertThat(refusal(some, item(0, "SALES", List.of("north"), null, null, "total"))
                        .code())
                .isEqualTo(ErrorCode.PERMISSION_ERROR);
        assertThat(refusal(access(Set.of()), item(0, "SALES", List.of("north"), null, null, "total"))
                        .code())
                .isEqualTo(ErrorCode.PERMISSION_ERROR);
        assertThat(refusal(some, item(0, "SALES", List.of("north"), null, null, "nothing"))
                        .code())
                .isEqualTo(ErrorCode.UNPROCESSABLE_ENTITY);
    }

    @Test
    void neverSuggestsAnAccountTheCallerMayNotSee() {
        ServiceException e = refusal(access(Set.of("far")), item(0, "SALES", List.of("nort"), null, null, "total"));
        assertThat(e.violations()).extracting(Violation::detail).containsExactly("unknown account \"nort\"");
    }

    @Test
    void neverSuggestsADataSourceTheCallerMayNotSee() {
        ServiceException e = refusal(access(Set.of()), item(0, "SALE", null, null, null, "total"));
        assertThat(e.violations()).extracting(Violation::detail).containsExactly("unknown data source \"SALE\"");
    }

    @Test
    void saysThatNoAccountIsLeftWhateverElseIsWrong() {
        ServiceException e = catchThrowableOfType(
                ServiceException.class,
                () -> plan(WHOLE, true, EVERYTHING, item(0, "SALES", List.of("nowhere"), null, null, "totl")));
        assertThat(e.violations())
                .extracting(Violation::toString)
                .containsExactly(
                        "/queries/0/fields: unknown field \"totl\", did you mean \"total\"?",
                        "/queries/0/ds_accounts: no account is left to query");
    }

    @Test
    void leavesOutWrongAccountsOnlyWhenAskedAndNeverAllOfThem() {
        BatchItem item = plan(
                        WHOLE,
                        true,
                        access(Set.of("south")),
                        item(0, "SALES", List.of("north", "south", "nowhere"), null, null, "total"))
                .get(0);
        assertThat(item.spec().accounts()).containsExactly("south");
        assertThat(item.excludedAccounts()).containsExactly("north", "nowhere");
        ServiceException e = catchThrowableOfType(
                ServiceException.class,
                () -> plan(WHOLE, true, EVERYTHING, item(0, "SALES", List.of("nowhere"), null, null, "total")));
        assertThat(e.violations())
                .extracting(Violation::toString)
                .containsExactly("/queries/0/ds_accounts: no account is left to query");
    }

    @Test
    void refusesTheSameKeyTwice() {
        ItemRequest first = request("/queries/0", "k", "CONFIG", null, DateChoice.NONE, "total");
        ItemRequest second = request("/queries/1", "k", "CONFIG", null, DateChoice.NONE, "total");
        assertThat(refusal(EVERYTHING, first, second).violations())
                .extracting(Violation::toString)
                .containsExactly("/queries/1/id: id \"k\" is already the id of /queries/0");
    }

    private static BatchPlanner.Plan planWhatCanBe(DataAccess access, ItemRequest... items) {
        return new BatchPlanner(CATALOG, CONTEXT)
                .planWhatCanBe(List.of(items), SPLIT, new PlanningDefaults(false, false, 0), access);
    }

    @Test
    void anItemThatCannotBePlannedCountsAsOneQueryAtItsPlace() {
        BatchPlanner.Plan plan = planWhatCanBe(
                EVERYTHING,
                item(0, "SALE", null, "2001-01-01", "2001-01-09", "total"),
                item(1, "SALES", List.of("north", "south"), "2001-01-01", "2001-01-03", "total"),
                request("/queries/2", "mine", "CONFIG", null, DateChoice.NONE, "totl"),
                item(3, "CONFIG", null, null, null, "total"));
        assertThat(plan.items()).extracting(BatchItem::firstN).containsExactly(2, 9);
        assertThat(plan.unplanned())
                .containsExactly(
                        new UnplannedItem(
                                1,
                                0,
                                null,
                                new QueryFailure(
                                        ErrorCode.QUERY_SOURCE_UNAVAILABLE,
                                        "/queries/0/ds_id: unknown data source \"SALE\", did you mean \"SALES\"?")),
                        new UnplannedItem(
                                8,
                                2,
                                "mine",
                                new QueryFailure(
                                        ErrorCode.QUERY_FIELD_UNAVAILABLE,
                                        "/queries/2/fields: unknown field \"totl\", did you mean \"total\"?")));
    }

    @Test
    void aQueryFailsWithTheCodeOfWhatWasFoundFirstAndWithMissingRightsOnlyIfNothingElseIs() {
        DataAccess some = access(Set.of("south"));
        assertThat(planWhatCanBe(
                                some,
                                item(0, "SALES", List.of("north"), null, null, "total"),
                                item(1, "SALES", List.of("north", "nowhere"), null, null, "total"),
                                item(2, "SALES", List.of("nowhere"), "2001-01-05", "2001-01-01", "total"),
                                item(3, "SALES", List.of("south"), "2001-01-05", "2001-01-01", "total"),
                                item(4, "SALES", List.of("nowhere"), null, null, "totl"))
                        .unplanned())
                .extracting(item -> item.failure().code())
                .containsExactly(
                        ErrorCode.QUERY_PERMISSION_REVOKED,
                        ErrorCode.QUERY_ACCOUNT_UNAVAILABLE,
                        ErrorCode.QUERY_ACCOUNT_UNAVAILABLE,
                        ErrorCode.UNPROCESSABLE_ENTITY,
                        ErrorCode.QUERY_FIELD_UNAVAILABLE);
    }

    @Test
    void everythingWrongWithAnItemIsInTheDescriptionOfItsFailure() {
        QueryFailure failure = planWhatCanBe(
                        EVERYTHING, item(7, "SALES", List.of("nort"), "2001-01-05", "2001-01-01", "totl", "day"))
                .unplanned()
                .get(0)
                .failure();
        assertThat(failure.description()).isEqualTo("""
                        /queries/7/fields: unknown field "totl", did you mean "total"?
                        /queries/7/ds_accounts: unknown account "nort", did you mean "north"?
                        /queries/7/end_date: 2001-01-01 is before start_date 2001-01-05""");
    }

    @Test
    void whatIsWrongWithTheBatchAsAWholeRefusesItWhateverItsItemsAre() {
        ItemRequest first = request("/queries/0", "k", "CONFIG", null, DateChoice.NONE, "total");
        ItemRequest second = request("/queries/1", "k", "CONFIG", null, DateChoice.NONE, "totl");
        ServiceException twice =
                catchThrowableOfType(ServiceException.class, () -> planWhatCanBe(EVERYTHING, first, second));
        assertThat(twice.violations())
                .extracting(Violation::toString)
                .containsExactly("/queries/1/id: id \"k\" is already the id of /queries/0");
        ServiceException many = catchThrowableOfType(
                ServiceException.class,
                () -> planWhatCanBe(
                        EVERYTHING,
                        item(0, "SALE", null, null, null, "total"),
                        item(1, "SALES", List.of("north", "south"), "2001-01-01", "2001-01-25", "total")));
        assertThat(many.violations())
                .extracting(Violation::toString)
                .containsExactly("/queries: more than 50 queries after splitting; submit several batches");
    }

    @Test
    void anItemSurvivesItsStoredForm() {
        BatchItem item = plan(
                        SPLIT,
                        true,
                        EVERYTHING,
                        item(0, "SALES", List.of("north", "x\"'{}\u00e9"), "2001-01-01", "2001-01-02", "day", "total"))
                .get(0);
        assertThat(ItemJson.read(ItemJson.write(item), 1, null, SPLIT, null)).isEqualTo(item);
    }
}
