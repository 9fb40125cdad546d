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
import io.querybatch.catalog.SegmentDefinition;
import io.querybatch.catalog.SourceLimits;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.StrictJson;
import io.querybatch.parameters.ItemReader;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.Filter;
import io.querybatch.query.Operator;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parameters of a query mean, from their text to the resolved query. */
class ItemResolutionTest {

    private static final JsonLimits JSON = new JsonLimits(64);

    /** A Friday, late in the evening in UTC: it is Saturday in Helsinki. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-03-15T23:30:00Z"), ZoneOffset.UTC);

    private static final PlanningContext CONTEXT =
            new PlanningContext(new PlanningLimits(100, 1_000, 10, 10), CLOCK, ZoneId.of("UTC"));

    private static final Catalog CATALOG = new Catalog(List.of(sales("SALES", "t"), sales("REMOTE", null)));

    private static DataSource sales(String id, String relation) {
        DataSourceDefinition definition = new DataSourceDefinition(
                id,
                id,
                "",
                "duckdb",
                Map.of(),
                Map.of(),
                false,
                relation,
                "shop",
                new AccountList.None(),
                "day",
                List.of(
                        field("day", Kind.DIMENSION, "string.time.date"),
                        field("week", Kind.DIMENSION, "string.time.yearweekiso"),
                        field("fruit", Kind.DIMENSION, "string.text.value"),
                        field("kilos", Kind.METRIC, "int.number.value"),
                        field("euros", Kind.METRIC, "float.currency.value")),
                List.of(new SegmentDefinition(
                        "pears", "Pears", new Filter.Comparison("fruit", Operator.EQUAL, "pear"))),
                Map.of("best", List.of("s1", "n1", "gone")),
                new SourceLimits(4, 5_000, Duration.ofMinutes(1)));
        return new DataSource(
                definition,
                List.of(
                        new Account("n1", "Harbour", "North Coast"),
                        new Account("n2", "Market", "North Coast"),
                        new Account("s1", "Station", "South")));
    }

    private static FieldDefinition field(String id, Kind kind, String dataType) {
        return new FieldDefinition(id, id, kind, dataType, id, "", "");
    }

    private static final DataAccess ALL_BUT_N2 = new DataAccess() {
        @Override
        public boolean allows(String dataSource) {
            return true;
        }

        @Override
        public boolean allows(String dataSource, String account) {
            return !account.equals("n2");
        }
    };

    /** The item of a JSON object without its braces; single quotes stand for double ones. */
    private static BatchItem item(String members) {
        String json = "{'ds_id':'SALES','ds_accounts':'n1','fields':'day,fruit,kilos'," + members + "}";
        return plan(json.replace('\'', '"'));
    }

    private static BatchItem plan(String json) {
        List<Violation> violations = new ArrayList<>();
        ItemRequest request = new ItemReader(JSON, violations)
                .read("/queries/0", StrictJson.parse(json, JSON))
                .orElseThrow();
        assertThat(violations).isEmpty();
        return new BatchPlanner(CATALOG, CONTEXT)
                .plan(
                        List.of(request),
                        new SplitPolicy(false, false),
                        new PlanningDefaults(false, false, 0),
                        ALL_BUT_N2)
                .get(0);
    }

    private static List<String> problems(String json) {
        ServiceException refusal = catchThrowableOfType(ServiceException.class, () -> plan(json.replace('\'', '"')));
        assertThat(refusal).as(json).isNotNull();
        return refusal.violations().stream().map(Violation::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'date_range_type':'yesterday'                                 | 2024-03-14 | 2024-03-14",
                "'date_range_type':'last_7_days'                               | 2024-03-08 | 2024-03-14",
                "'date_range_type':'last_month'                                | 2024-02-01 | 2024-02-29",
                "'date_range_type':'today','settings':{'timezone':'Europe/Helsinki'} | 2024-03-16 | 2024-03-16",
                "'date_range_type':'custom','start_date':'-2 weeks','end_date':'today' | 2024-03-01 | 2024-03-15",
                "'start_date':'first day of January','end_date':'@1706745600'  | 2024-01-01 | 2024-02-01",
                "'date_range_type':'last_month','start_date':'2024-01-01','end_date':'2024-01-02' | 2024-01-01 | 2024-01-02",
            })
    void resolvesDatesOnce(String members, LocalDate start, LocalDate end) {
        assertThat(item(members).spec().dates()).isEqualTo(new DateRange(start, end));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'list.all_accounts'             | n1,s1",
                "'list.best'                     | s1,n1",
                "'list.north_coast'              | n1",
                "'s1,list.south,n1'              | s1,n1",
                "{'filter_id':'/^N/i'}           | n1",
                "{'filter_name':'ta'}            | s1",
                "{'filter_id':'1','filter_name':'Harbour'} | n1",
            })
    void resolvesAccounts(String accounts, String chosen) {
        String json = "{'ds_id':'SALES','fields':'kilos','ds_accounts':" + accounts + "}";
        assertThat(plan(json.replace('\'', '"')).spec().accounts()).containsExactly(chosen.split(","));
    }

    @Test
    void joinsSegmentsWithTheFilter() {
        QuerySpec spec = item("'ds_segments':'pears','filter':'kilos > 3'").spec();
        assertThat(spec.segments()).containsExactly("pears");
        assertThat(spec.filter().comparisons())
                .extracting(Filter.Comparison::field)
                .containsExactly("fruit", "kilos");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'max_columns':3                                    | 0  | 5000",
                "'max_rows':10                                      | 0  | 10",
                "'max_rows':0                                       | 0  | 5000",
                "'offset_start':20                                  | 20 | 5000",
                "'offset_start':20,'offset_end':29                  | 20 | 10",
                "'max_rows':25,'offset_start':20,'offset_end':29    | 20 | 5",
            })
    void resolvesPages(String members, int offset, int rows) {
        assertThat(item(members).spec().selection().offset()).isEqualTo(offset);
        assertThat(item(members).spec().selection().maxRows()).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'filter':'kilo > 1'          | /queries/0/filter: unknown field \"kilo\", did you mean \"kilos\"?",
                "'filter':'kilos > many'      | /queries/0/filter: \"kilos\" is a number; \"many\" is not",
                "'filter':'kilos =@ 1'        | /queries/0/filter: \"kilos\" is a number; =@ is for text",
                "'filter':'week == x OR kilos > 1' | /queries/0/filter: OR can join dimension \"week\" with a metric only if it is among the fields",
                "'order_rows':'week'          | /queries/0/order_rows: dimension \"week\" is not among the fields that it could order",
                "'order_columns':'fruit'      | /queries/0/order_columns: dimension \"fruit\" is not among the fields that it could order",
                "'order_rows':'kilo desc'     | /queries/0/order_rows: unknown field \"kilo\", did you mean \"kilos\"?",
                "'ds_segments':'pear'         | /queries/0/ds_segments: unknown segment \"pear\", did you mean \"pears\"?",
                "'date_range_type':'last_mont'| /queries/0/date_range_type: unknown date range type \"last_mont\", did you mean \"last_month\"?",
                "'compare_type':'previous_rang','date_range_type':'today' | /queries/0/compare_type: unknown comparison \"previous_rang\", did you mean \"previous_range\"?",
                "'compare_type':'previous_range' | /queries/0/compare_type: needs the dates that are compared",
                "'compare_type':'custom','date_range_type':'today','compare_start_date':'2024-01-01' | /queries/0/compare_end_date: is required when the other date is given",
                "'offset_start':9,'max_rows':9 | /queries/0/offset_start: leaves no row of those asked for",
            })
    void saysWhatCannotMeanAnything(String members, String problem) {
        assertThat(problems("{'ds_id':'SALES','ds_accounts':'n1','fields':'day,fruit,kilos'," + members + "}"))
                .containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'list.bes'  | /queries/0/ds_accounts: unknown account list \"list.bes\", did you mean \"list.best\"?",
                "'n2'        | /queries/0/ds_accounts: no access to account \"n2\"",
                "{'filter_id':'x'} | /queries/0/ds_accounts: no account is left to query",
            })
    void refusesAccounts(String accounts, String problem) {
        assertThat(problems("{'ds_id':'SALES','fields':'kilos','ds_accounts':" + accounts + "}"))
                .containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'id':'kilos','split':'column'}] | /queries/0/fields: metric \"kilos\" cannot be split into columns",
                "['day',{'id':'fruit','split':'column'}] | /queries/0/fields: columns need a metric to be filled with",
            })
    void refusesColumns(String fields, String problem) {
        assertThat(problems("{'ds_id':'SALES','ds_accounts':'n1','fields':" + fields + "}"))
                .contains(problem);
    }

    @Test
    void refusesComparisonsThatMeanNothing() {
        assertThat(problems("{'ds_id':'SALES','ds_accounts':'n1','fields':'week,kilos','date_range_type':'today',"
                        + "'compare_type':'previous_year'}"))
                .containsExactly("/queries/0/compare_type: field \"week\" has no counterpart in the other period");
        assertThat(problems("{'ds_id':'SALES','ds_accounts':'n1','fields':'fruit','date_range_type':'today',"
                        + "'compare_type':'previous_year'}"))
                .containsExactly("/queries/0/compare_type: needs a metric to compare");
        assertThat(problems("{'ds_id':'REMOTE','ds_accounts':'n1','fields':'kilos','date_range_type':'today',"
                        + "'compare_type':'previous_year'}"))
                .containsExactly("/queries/0/compare_type: this data source does not compare periods");
    }

    @Test
    void leavesOutInvalidAccountsWhenTheSettingsSaySo() {
        BatchItem item = plan("{\"ds_id\":\"SALES\",\"fields\":\"kilos\",\"ds_accounts\":\"n1,n2,n9\","
                + "\"settings\":{\"exclude_invalid_accounts\":true}}");
        assertThat(item.spec().accounts()).containsExactly("n1");
        assertThat(item.excludedAccounts()).containsExactly("n2", "n9");
    }

    @Test
    void cutsACustomComparisonDayByDay() {
        QuerySpec whole = item("'start_date':'2024-03-01','end_date':'2024-03-10','compare_type':'custom',"
                        + "'compare_start_date':'2023-03-01','compare_end_date':'2023-03-10'")
                .spec();
        QuerySpec third = whole.forDates(whole.dates().day(2));
        assertThat(third.comparison().against(third.dates()))
                .isEqualTo(new DateRange(LocalDate.of(2023, 3, 3), LocalDate.of(2023, 3, 3)));
    }
}
