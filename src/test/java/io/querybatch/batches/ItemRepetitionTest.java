package io.querybatch.batches;

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
import io.querybatch.http.JsonLimits;
import io.querybatch.planning.BatchPlanner;
import io.querybatch.planning.DataAccess;
import io.querybatch.planning.PlanningContext;
import io.querybatch.planning.PlanningDefaults;
import io.querybatch.planning.PlanningLimits;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What could not be planned once is planned when it is asked again. */
class ItemRepetitionTest {

    private static final SplitPolicy SPLIT = new SplitPolicy(true, true);
    private static final QueryFailure THEN = new QueryFailure(ErrorCode.QUERY_SOURCE_UNAVAILABLE, "not there then");
    private static final String TWO_DAYS =
            "{\"ds_id\":\"NEW\",\"ds_accounts\":\"a,b\",\"start_date\":\"2001-01-01\",\"end_date\":\"2001-01-02\",\"fields\":\"day\"}";

    private static final DataAccess EVERYTHING = new DataAccess() {
        @Override
        public boolean allows(String dataSource) {
            return true;
        }

        @Override
        public boolean allows(String dataSource, String account) {
            return true;
        }
    };

    private static Catalog catalog() {
        FieldDefinition day = new FieldDefinition("day", "Day", Kind.DIMENSION, "string.time.date", "day", "", "");
        DataSourceDefinition definition = new DataSourceDefinition(
                "NEW",
                "NEW",
                "",
                "duckdb",
                Map.of(),
                Map.of(),
                false,
                "t",
                "shop",
                new AccountList.None(),
                "day",
                List.of(day),
                List.of(),
                Map.of(),
                new SourceLimits(1, 500, Duration.ofMinutes(1)));
        return new Catalog(
                List.of(new DataSource(definition, List.of(new Account("a", "a", ""), new Account("b", "b", "")))));
    }

    private static ItemRepetition repetition() {
        PlanningContext context = new PlanningContext(
                new PlanningLimits(100, 12, 5, 5),
                Clock.fixed(Instant.parse("2024-03-15T12:00:00Z"), ZoneOffset.UTC),
                ZoneOffset.UTC);
        return new ItemRepetition(
                new BatchPlanner(catalog(), context),
                new JsonLimits(64),
                SPLIT,
                new PlanningDefaults(false, false, 0),
                EVERYTHING);
    }

    /** So many days of a source that need not be there any more. */
    private static BatchItem planned(int firstN, int days) {
        LocalDate first = LocalDate.of(1999, 1, 1);
        DateRange range = new DateRange(first, first.plusDays(days - 1L));
        return new BatchItem(
                firstN, "old", new QuerySpec("OLD", List.of("x"), range, List.of("f"), 7), List.of("y"), SPLIT);
    }

    @Test
    void itemsStayInOrderAndThoseThatCanBePlannedByNowTakeTheirPlace() {
        NewBatch.Content again = repetition()
                .of(new NewBatch.Content(
                        List.of(planned(2, 3), planned(6, 1)),
                        List.of(
                                new FailedItem(1, "first", TWO_DAYS, THEN),
                                new FailedItem(5, "middle", "{\"ds_id\":\"NEVER\",\"fields\":\"day\"}", THEN),
                                new FailedItem(7, "last", "{\"ds_id\":\"NEW\",\"fields\":[\"daj\"]}", THEN))));
        assertThat(again.items()).extracting(BatchItem::firstN).containsExactly(1, 5, 9);
        assertThat(again.items().get(0).queryCount()).isEqualTo(4);
        assertThat(again.items().get(0).query(4).accounts()).containsExactly("b");
        assertThat(again.items().subList(1, 3)).containsExactly(planned(5, 3), planned(9, 1));
        assertThat(again.failed())
                .containsExactly(
                        new FailedItem(
                                8,
                                "middle",
                                "{\"ds_id\":\"NEVER\",\"fields\":\"day\"}",
                                new QueryFailure(
                                        ErrorCode.QUERY_SOURCE_UNAVAILABLE, "/ds_id: unknown data source \"NEVER\"")),
                        new FailedItem(
                                10,
                                "last",
                                "{\"ds_id\":\"NEW\",\"fields\":[\"daj\"]}",
                                new QueryFailure(
                                        ErrorCode.QUERY_FIELD_UNAVAILABLE,
                                        "/fields: unknown field \"daj\", did you mean \"day\"?")));
        assertThat(again.queryAmount()).isEqualTo(10);
    }

    @Test
    void anItemThatCameAsTextIsReadAsText() {
        NewBatch.Content again = repetition()
                .of(new NewBatch.Content(
                        List.of(),
                        List.of(new FailedItem(
                                1,
                                null,
                                "\"ds_id=NEW&ds_accounts=b&start_date=yesterday&end_date=today&fields=day\"",
                                THEN))));
        assertThat(again.failed()).isEmpty();
        assertThat(again.items()).singleElement().satisfies(item -> {
            assertThat(item.query(1).accounts()).containsExactly("b");
            assertThat(item.query(2).dates().start()).isEqualTo(LocalDate.of(2024, 3, 15));
        });
    }

    @Test
    void moreQueriesThanABatchMayHaveAreRefused() {
        NewBatch.Content many =
                new NewBatch.Content(List.of(planned(2, 9)), List.of(new FailedItem(1, "first", TWO_DAYS, THEN)));
        ServiceException refused =
                catchThrowableOfType(ServiceException.class, () -> repetition().of(many));
        assertThat(refused.code()).isEqualTo(ErrorCode.UNPROCESSABLE_ENTITY);
        assertThat(refused.violations())
                .extracting(Object::toString)
                .containsExactly("/queries: more than 12 queries after splitting; submit several batches");
        assertThat(repetition()
                        .of(new NewBatch.Content(
                                List.of(planned(2, 8)), List.of(new FailedItem(1, "first", TWO_DAYS, THEN))))
                        .queryAmount())
                .isEqualTo(12);
    }
}
