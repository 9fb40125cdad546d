package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.planning.AccountChoice;
import io.querybatch.planning.DateChoice;
import io.querybatch.planning.ItemRequest;
import io.querybatch.planning.PlanningLimits;
import io.querybatch.planning.SelectionChoice;
import io.querybatch.query.FieldRef;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.PeriodComparison.Show;
import io.querybatch.query.QuerySettings;
import io.querybatch.query.SplitPolicy;
import jakarta.json.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRequestReaderTest {

    private static final String ITEM = "{\"ds_id\":\"F\",\"fields\":\"a\"}";
    private static final String NO_QUERY = "must be an object, or a string with the JSON text or the URL of a query";
    private static final String NO_FIELDS =
            "must be a comma-separated string or an array of field ids, none of them empty";
    private static final String NO_ACCOUNTS =
            "must be a comma-separated string or an array of account ids, none of them empty";

    private static final String FORMATS =
            "must be one of json, keyjson, ndjson, csv, tsv, html, xlsx, parquet, tableau, powerbi, qlik";
    private static final String NO_SEGMENTS =
            "must be a comma-separated string or an array of segment ids, none of them empty";

    private final BatchRequestReader reader = new BatchRequestReader(
            new JsonLimits(64), new PlanningLimits(3, 100, 10, 10), new FakeCallbackRules(), OnInvalid.REFUSE);

    private static ItemRequest asked(
            String key, List<String> accounts, DateChoice dates, Integer maxRows, String... fields) {
        return new ItemRequest(
                "/queries/0",
                key,
                "F",
                accounts == null ? null : new AccountChoice.Named(accounts),
                List.of(),
                dates,
                DateChoice.NONE,
                Show.PERC_CHANGE,
                Stream.of(fields).map(FieldRef::inRows).toList(),
                null,
                new SelectionChoice(List.of(), List.of(), maxRows, null, null, null),
                QuerySettings.DEFAULT,
                false,
                null);
    }

    @Test
    void fillsInTheDefaults() {
        BatchRequest request = read("{\"queries\":[" + ITEM + "]}");

        assertThat(request.options())
                .isEqualTo(new BatchOptions(
                        "", new SplitPolicy(false, false), 30, 5, OutputFormat.JSON, false, false, 24, null));
        assertThat(request.items()).containsExactly(asked(null, null, DateChoice.NONE, null, "a"));
    }

    @Test
    void readsEveryMember() {
        BatchRequest request = read("{\"description\":\"é😀\",\"split_accounts_policy\":\"all\","
                + "\"split_dates_policy\":\"day\",\"timeout_minutes\":60,\"query_concurrency\":50,"
                + "\"query_output_format\":\"csv\",\"add_exclude_account_errors\":true,"
                + "\"add_clean_data_types\":true,\"retention_hours\":720,\"callback_url\":\"https://a.example/b\","
                + "\"callback_secret\":\"whsec_c\",\"queries\":[{\"id\":\"k.1:a-b_c\","
                + "\"ds_id\":\"F\",\"ds_accounts\":[\"ORD\",\" LAX \"],\"date_range_type\":\"custom\","
                + "\"start_date\":\"2026-01-01\",\"end_date\":\"2026-01-02\",\"fields\":\"a, b ,c\",\"max_rows\":7}]}");

        assertThat(request.options())
                .isEqualTo(new BatchOptions(
                        "é😀",
                        new SplitPolicy(true, true),
                        60,
                        50,
                        OutputFormat.CSV,
                        true,
                        true,
                        720,
                        new Callback("https://a.example/b", "sealed whsec_c")));
        assertThat(request.items())
                .containsExactly(asked(
                        "k.1:a-b_c",
                        List.of("ORD", "LAX"),
                        new DateChoice("custom", "2026-01-01", "2026-01-02"),
                        7,
                        "a",
                        "b",
                        "c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"no_headers\":true,\"timezone\":null}",
                "\"{\\\"no_headers\\\":true}\"",
                "\"{'no_headers': True, 'timezone': None}\"",
                "\"{'no_headers': True, 'report_type': \\\"It's\\\"}\"",
            })
    void settingsMayBeAnObjectOrItsText(String settings) {
        BatchRequest request = read("{\"queries\":[{\"ds_id\":\"F\",\"fields\":\"a\",\"settings\":" + settings + "}]}");

        assertThat(request.items().get(0).settings())
                .isEqualTo(new QuerySettings(true, true, null, null, false, false, false));
    }

    @Test
    void membersMayFollowTheQueries() {
        BatchRequest request =
                read("{\"queries\":[" + ITEM + "],\"timeout_minutes\":5,\"query_output_format\":\"csv\"}");

        assertThat(request.options().timeoutMinutes()).isEqualTo(5);
        assertThat(request.options().format()).isEqualTo(OutputFormat.CSV);
    }

    @Test
    void keepsTheOrderOfItems() {
        BatchRequest request = read("{\"queries\":[{\"ds_id\":\"A\",\"fields\":\"a\"},\"ds_id=B&fields=b\","
                + "{\"ds_id\":\"C\",\"fields\":[\"c\"]}]}");

        assertThat(request.items()).extracting(ItemRequest::dataSource).containsExactly("A", "B", "C");
        assertThat(request.items())
                .extracting(ItemRequest::pointer)
                .containsExactly("/queries/0", "/queries/1", "/queries/2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ds_id\":\"F\",\"ds_accounts\":\"ORD,LAX\",\"fields\":\"a,b\",\"max_rows\":5}",
                "ds_id=F&ds_accounts=ORD,LAX&fields=a,b&max_rows=5",
                "?ds_id=F&ds_accounts[]=ORD&ds_accounts[]=LAX&fields=a&fields=b&max_rows=5",
                "https://api.example.com/v2/query/data/json?ds_id=F&ds_accounts=ORD%2CLAX&fields=a%2C+b&max_rows=5",
                "/q?json=%7B%22ds_id%22%3A%22F%22%2C%22ds_accounts%22%3A%5B%22ORD%22%2C%22LAX%22%5D%2C"
                        + "%22fields%22%3A%22a%2Cb%22%2C%22max_rows%22%3A5%7D",
            })
    void itemMayBeTextInAnyForm(String text) {
        BatchRequest request = read("{\"queries\":[" + Json.createValue(text) + "]}");

        assertThat(request.items()).containsExactly(asked(null, List.of("ORD", "LAX"), DateChoice.NONE, 5, "a", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"api_key\":\"x\"",
                "\"schedule_id\":1",
                "\"ds_user\":\"u\",\"ds_users\":[\"u\"]",
                "\"cache_minutes\":5,\"sync_timeout\":1",
                "\"system\":null,\"resource\":{},\"data_range_type\":1,\"api_links\":true",
                "\"something_else_altogether\":1",
                "\"filter\":null,\"ds_segments\":\"\",\"order_rows\":[],\"compare_type\":\"none\"",
                "\"settings\":{}",
                "\"settings\":{\"no_headers\":null,\"timezone\":\"\",\"something_else\":1}",
                "\"id\":\"0123456789012345678901234567890123456789012345678901234567890123\"",
            })
    void itemMayHaveMembersThatMeanNothing(String members) {
        assertThat(read("{\"queries\":[{\"ds_id\":\"F\",\"fields\":\"a\"," + members + "}]}")
                        .items())
                .hasSize(1);
    }

    static Stream<Arguments> wrongItems() {
        return Stream.of(
                arguments("null", "/queries/0", NO_QUERY),
                arguments("1", "/queries/0", NO_QUERY),
                arguments("[]", "/queries/0", NO_QUERY),
                arguments("true", "/queries/0", NO_QUERY),
                arguments("\"\"", "/queries/0", NO_QUERY),
                arguments("\"hello\"", "/queries/0", NO_QUERY),
                arguments("\"https://a/b\"", "/queries/0", "the URL has no query parameters"),
                arguments("\"a=%zz\"", "/queries/0", "the URL is not well encoded"),
                arguments("\"{\"", "/queries/0", "not valid JSON (line 1, column 3)"),
                arguments("\"json=[]\"", "/queries/0", NO_QUERY),
                arguments("{\"fields\":\"a\"}", "/queries/0/ds_id", "is required"),
                arguments("{\"ds_id\":1,\"fields\":\"a\"}", "/queries/0/ds_id", "must be a string"),
                arguments("{\"ds_id\":null,\"fields\":\"a\"}", "/queries/0/ds_id", "must be a string"),
                arguments(
                        "{\"ds_id\":\"" + "x".repeat(256) + "\",\"fields\":\"a\"}",
                        "/queries/0/ds_id",
                        "must have at most 255 characters"),
                arguments("{\"ds_id\":\"F\"}", "/queries/0/fields", "is required"),
                item("\"fields\":\"\"", "fields", "expected a field at character 0"),
                item("\"fields\":\"a,,b\"", "fields", "expected a field at character 2"),
                item("\"fields\":\"a, \"", "fields", "expected a field at character 3"),
                item("\"fields\":[]", "fields", NO_FIELDS),
                item("\"fields\":[\"a\",1]", "fields", NO_FIELDS),
                item("\"fields\":[\"\"]", "fields", NO_FIELDS),
                item("\"fields\":null", "fields", NO_FIELDS),
                item("\"fields\":{}", "fields", NO_FIELDS),
                item("\"fields\":\"a\",\"ds_accounts\":\"\"", "ds_accounts", NO_ACCOUNTS),
                item("\"fields\":\"a\",\"ds_accounts\":[]", "ds_accounts", NO_ACCOUNTS),
                item("\"fields\":\"a\",\"ds_accounts\":[null]", "ds_accounts", NO_ACCOUNTS),
                item("\"fields\":\"a\",\"ds_accounts\":5", "ds_accounts", NO_ACCOUNTS),
                item("\"fields\":\"a\",\"id\":\"\"", "id", "must be 1 to 64 characters of A-Z a-z 0-9 _ . : -"),
                item("\"fields\":\"a\",\"id\":\"a b\"", "id", "must be 1 to 64 characters of A-Z a-z 0-9 _ . : -"),
                item(
                        "\"fields\":\"a\",\"id\":\"" + "k".repeat(65) + "\"",
                        "id",
                        "must be 1 to 64 characters of A-Z a-z 0-9 _ . : -"),
                item("\"fields\":\"a\",\"id\":7", "id", "must be a string"),
                item("\"fields\":\"a\",\"start_date\":20260101", "start_date", "must be a string"),
                item("\"fields\":\"a\",\"date_range_type\":[]", "date_range_type", "must be a string"),
                item("\"fields\":\"a\",\"max_rows\":-1", "max_rows", "must be a whole number from 0 to 2147483647"),
                item(
                        "\"fields\":\"a\",\"max_rows\":2147483648",
                        "max_rows",
                        "must be a whole number from 0 to 2147483647"),
                item("\"fields\":\"a\",\"max_rows\":\"5\"", "max_rows", "must be a whole number from 0 to 2147483647"),
                item("\"fields\":\"a\",\"max_rows\":5.0", "max_rows", "must be a whole number from 0 to 2147483647"),
                item("\"fields\":\"a\",\"max_rows\":null", "max_rows", "must be a whole number from 0 to 2147483647"),
                item(
                        "\"fields\":\"a\",\"max_rows\":99999999999999999999999",
                        "max_rows",
                        "must be a whole number from 0 to 2147483647"),
                item(
                        "\"fields\":\"a\",\"max_rows\":4294967301",
                        "max_rows",
                        "must be a whole number from 0 to 2147483647"),
                item("\"fields\":\"a\",\"filter\":\"x > \"", "filter", "expected a value after \">\" at character 4"),
                item("\"fields\":\"a\",\"filter\":7", "filter", "must be a string"),
                item("\"fields\":\"a\",\"ds_segments\":[1]", "ds_segments", NO_SEGMENTS),
                item(
                        "\"fields\":\"a\",\"offset_start\":-1",
                        "offset_start",
                        "must be a whole number from 0 to 2147483647"),
                item("\"fields\":\"a\",\"compare_type\":7", "compare_type", "must be a string"),
                item(
                        "\"fields\":\"a\",\"compare_show\":\"x\"",
                        "compare_show",
                        "must be one of perc_change, abs_change, value"),
                item("\"fields\":\"a\",\"settings\":[1]", "settings", "must be an object, or the JSON text of one"),
                item("\"fields\":\"a\",\"settings\":\"[]\"", "settings", "must be an object, or the JSON text of one"),
                item(
                        "\"fields\":\"a\",\"settings\":{\"no_headers\":1}",
                        "settings/no_headers",
                        "must be true or false"),
                item(
                        "\"fields\":\"a\",\"settings\":{\"round_metrics_to\":21}",
                        "settings/round_metrics_to",
                        "must be a whole number from 0 to 20"),
                item(
                        "\"fields\":\"a\",\"settings\":{\"timezone\":\"Mars\"}",
                        "settings/timezone",
                        "must be a time zone such as Europe/Helsinki or +02:00"),
                item("\"fields\":[{\"split\":\"row\"}]", "fields/0/id", "is required"),
                item("\"fields\":[{\"id\":\"a\",\"split\":\"x\"}]", "fields/0/split", "must be row or column"),
                item("\"fields\":[{\"id\":\"a\"},7]", "fields/1", "must be a field id, or an object with id and split"),
                item(
                        "\"fields\":\"a\",\"ds_accounts\":{\"filter_id\":\"/(/\"}",
                        "ds_accounts/filter_id",
                        "the regular expression is not valid: missing closing ) at character 1"),
                item(
                        "\"fields\":\"a\",\"ds_accounts\":{}",
                        "ds_accounts/filter_id",
                        "filter_id or filter_name is required"),
                item(
                        "\"fields\":\"a\",\"order_rows\":\"a up\"",
                        "order_rows",
                        "expected asc or desc after \"a\" at character 2"),
                item(
                        "\"fields\":\"a\",\"settings\":{\"timezon\":\"UTC\"}",
                        "settings/timezon",
                        "unknown member, did you mean \"timezone\"?"),
                item("\"fields\":\"a\",\"maxrows\":5", "maxrows", "unknown member, did you mean \"max_rows\"?"),
                item("\"fields\":\"a\",\"feilds\":\"b\"", "feilds", "unknown member, did you mean \"fields\"?"),
                item(
                        "\"fields\":\"a\",\"Start_Date\":\"x\"",
                        "Start_Date",
                        "unknown member, did you mean \"start_date\"?"),
                item("\"fields\":\"a\",\"filters\":\"x\"", "filters", "unknown member, did you mean \"filter\"?"),
                item("\"fields\":\"a\",\"max~rows\":\"x\"", "max~0rows", "unknown member, did you mean \"max_rows\"?"),
                item("\"fields\":\"a\",\"max/rows\":\"x\"", "max~1rows", "unknown member, did you mean \"max_rows\"?"));
    }

    private static Arguments item(String members, String member, String detail) {
        return arguments("{\"ds_id\":\"F\"," + members + "}", "/queries/0/" + member, detail);
    }

    @ParameterizedTest
    @MethodSource("wrongItems")
    void saysWhatIsWrongWithAnItem(String item, String pointer, String detail) {
        assertThat(violations("{\"queries\":[" + item + "]}"))
                .containsExactly(new Violation(pointer, ErrorCode.BAD_REQUEST, detail));
    }

    static Stream<Arguments> wrongMembers() {
        return Stream.of(
                arguments("\"description\":1", "/description", "must be a string"),
                arguments(
                        "\"description\":\"" + "x".repeat(2_001) + "\"",
                        "/description",
                        "must have at most 2000 characters"),
                arguments("\"split_accounts_policy\":\"day\"", "/split_accounts_policy", "must be one of all, none"),
                arguments("\"split_accounts_policy\":true", "/split_accounts_policy", "must be a string"),
                arguments("\"split_dates_policy\":\"all\"", "/split_dates_policy", "must be one of day, none"),
                arguments("\"split_dates_policy\":\"\"", "/split_dates_policy", "must be one of day, none"),
                arguments("\"timeout_minutes\":4", "/timeout_minutes", "must be a whole number from 5 to 60"),
                arguments("\"timeout_minutes\":61", "/timeout_minutes", "must be a whole number from 5 to 60"),
                arguments("\"timeout_minutes\":30.5", "/timeout_minutes", "must be a whole number from 5 to 60"),
                arguments("\"timeout_minutes\":\"30\"", "/timeout_minutes", "must be a whole number from 5 to 60"),
                arguments("\"query_concurrency\":0", "/query_concurrency", "must be a whole number from 1 to 50"),
                arguments("\"query_concurrency\":51", "/query_concurrency", "must be a whole number from 1 to 50"),
                arguments("\"query_output_format\":\"xml\"", "/query_output_format", FORMATS),
                arguments("\"query_output_format\":\"CSV\"", "/query_output_format", FORMATS),
                arguments("\"query_output_format\":null", "/query_output_format", "must be a string"),
                arguments("\"add_exclude_account_errors\":1", "/add_exclude_account_errors", "must be true or false"),
                arguments("\"add_clean_data_types\":\"true\"", "/add_clean_data_types", "must be true or false"),
                arguments("\"retention_hours\":0", "/retention_hours", "must be a whole number from 1 to 720"),
                arguments("\"retention_hours\":721", "/retention_hours", "must be a whole number from 1 to 720"),
                arguments("\"callback_url\":1,\"callback_secret\":\"whsec_c\"", "/callback_url", "must be a string"),
                arguments(
                        "\"callback_url\":\"https://" + "x".repeat(2_041) + "\",\"callback_secret\":\"whsec_c\"",
                        "/callback_url",
                        "must have at most 2048 characters"),
                arguments(
                        "\"callback_url\":\"ftp://a.example\",\"callback_secret\":\"whsec_c\"",
                        "/callback_url",
                        FakeCallbackRules.WRONG),
                arguments(
                        "\"callback_url\":\"https://a.example\",\"callback_secret\":\"c\"",
                        "/callback_secret",
                        FakeCallbackRules.WRONG),
                arguments(
                        "\"callback_url\":\"https://a.example\"", "/callback_secret", "is required with callback_url"),
                arguments("\"callback_secret\":\"whsec_c\"", "/callback_url", "is required with callback_secret"),
                arguments("\"callback\":\"https://a.example\"", "/callback", "unknown member"),
                arguments("\"what\":1", "/what", "unknown member"),
                arguments("\"\":1", "/", "unknown member"),
                arguments("\"a/b~c\":1", "/a~1b~0c", "unknown member"),
                arguments(
                        "\"timeout_minute\":5", "/timeout_minute", "unknown member, did you mean \"timeout_minutes\"?"),
                arguments("\"Description\":\"\"", "/Description", "unknown member, did you mean \"description\"?"));
    }

    @ParameterizedTest
    @MethodSource("wrongMembers")
    void saysWhatIsWrongWithTheBatch(String member, String pointer, String detail) {
        assertThat(violations("{" + member + ",\"queries\":[" + ITEM + "]}"))
                .containsExactly(new Violation(pointer, ErrorCode.BAD_REQUEST, detail));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"queries\":[]}"})
    void wantsAtLeastOneQuery(String body) {
        assertThat(violations(body))
                .containsExactly(new Violation(
                        "/queries", ErrorCode.BAD_REQUEST, "is required and must have at least one entry"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "\"ds_id=F&fields=a\"", "1"})
    void wantsAnArrayOfQueries(String queries) {
        assertThat(violations("{\"queries\":" + queries + "}"))
                .containsExactly(new Violation("/queries", ErrorCode.BAD_REQUEST, "must be an array of queries"));
    }

    @Test
    void suggestsQueriesWhenTheyAreMisspelt() {
        assertThat(violations("{\"querys\":[" + ITEM + "]}"))
                .extracting(Violation::toString)
                .containsExactly(
                        "/queries: is required and must have at least one entry",
                        "/querys: unknown member, did you mean \"queries\"?");
    }

    @Test
    void acceptsAsManyItemsAsAllowed() {
        assertThat(read("{\"queries\":[" + String.join(",", Collections.nCopies(3, ITEM)) + "]}")
                        .items())
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 1_000})
    void saysOnceThatThereAreTooManyItems(int count) {
        assertThat(violations("{\"queries\":[" + String.join(",", Collections.nCopies(count, ITEM)) + "]}"))
                .containsExactly(new Violation("/queries", ErrorCode.BAD_REQUEST, "at most 3 entries"));
    }

    @Test
    void findsEverythingThatIsWrongAtOnce() {
        assertThat(violations("{\"timeout_minutes\":1,\"queries\":[{\"ds_id\":1,\"max_rows\":-1,\"feilds\":\"a\"},5,"
                        + "\"x\"],\"retention_hours\":\"a\",\"who\":2}"))
                .extracting(Violation::pointer)
                .containsExactly(
                        "/queries/0/ds_id",
                        "/queries/0/fields",
                        "/queries/0/max_rows",
                        "/queries/0/feilds",
                        "/queries/1",
                        "/queries/2",
                        "/timeout_minutes",
                        "/retention_hours",
                        "/who");
    }

    @Test
    void brokenJsonIsOneViolationOfTheBodyAsAWhole() {
        assertThat(violations("{\"queries\":[{},"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.pointer()).isEmpty());
    }

    @Test
    void refusesDuplicateNamesInsideAnItem() {
        assertThat(violations("{\"queries\":[{\"ds_id\":\"F\",\"ds_id\":\"G\"}]}"))
                .singleElement()
                .extracting(Violation::detail)
                .asString()
                .startsWith("the name \"ds_id\" is there twice");
    }

    private BatchRequest read(String body) {
        return reader.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private List<Violation> violations(String body) {
        ServiceException e = catchThrowableOfType(ServiceException.class, () -> read(body));
        assertThat(e).as("refusal").isNotNull();
        assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        return e.violations();
    }
}
