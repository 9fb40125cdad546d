package io.querybatch.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.http.FakeRemote.Request;
import io.querybatch.connectors.http.RemoteTable.Column;
import io.querybatch.errors.ErrorCode;
import io.querybatch.query.DateRange;
import io.querybatch.query.FieldRef;
import io.querybatch.query.Filter;
import io.querybatch.query.Operator;
import io.querybatch.query.Order;
import io.querybatch.query.QuerySettings;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.Selection;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Queries that succeed: what is sent for them and what comes of the answers. */
class RemoteRowsTest {

    private static final Column DAY = new Column("date", "Date", "string.time.date");
    private static final Column CLICKS = new Column("clicks", "Clicks", "int.number.value");

    private static List<List<Object>> numbers(int count) {
        return LongStream.range(0, count).mapToObj(n -> List.<Object>of(n)).toList();
    }

    @Test
    void handsInPollsAndFetches() throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(RemoteTable.numbers(3))) {
            fixture.remote.next(
                    FakeRemote.STATUS,
                    Behaviours.json(200, RemoteTable.numbers(3).status("RUNNING")),
                    Behaviours.json(202, RemoteTable.numbers(3).status("RUNNING")));
            assertThat(fixture.rows(RemoteFixture.spec("n"))).isEqualTo(numbers(3));
            assertThat(fixture.remote.requests().stream().map(Request::path))
                    .containsExactly(
                            FakeRemote.DATA,
                            FakeRemote.STATUS,
                            FakeRemote.STATUS,
                            FakeRemote.STATUS,
                            FakeRemote.RESULTS);
            assertThat(fixture.remote.requests())
                    .allMatch(request -> request.authorization().equals("Bearer " + RemoteFixture.TOKEN));
            assertThat(fixture.ticker.pauses().stream().map(pause -> pause.toMillis()))
                    .containsExactly(750L, 1500L, 3000L);
        }
    }

    @Test
    void sendsTheWholeQuery() throws ScanException {
        QuerySpec spec = new QuerySpec(
                "REMOTE",
                List.of("a", "b"),
                new DateRange(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 31)),
                List.of("n"),
                77);
        try (RemoteFixture fixture = new RemoteFixture(RemoteTable.numbers(1))) {
            fixture.rows(spec);
            assertThat(fixture.remote.requests(FakeRemote.DATA).get(0).body())
                    .isEqualTo("{\"ds_id\":\"ADS\",\"schedule_id\":\"own-1\",\"fields\":[\"n\"],\"max_rows\":77,"
                            + "\"max_columns\":1,\"sync_timeout\":0,"
                            + "\"settings\":{\"no_headers\":false,\"no_json_keys\":true},"
                            + "\"ds_accounts\":[\"a\",\"b\"],"
                            + "\"start_date\":\"2024-01-01\",\"end_date\":\"2024-01-31\"}");
            assertThat(fixture.remote.requests(FakeRemote.RESULTS).get(0).parameters())
                    .containsEntry("schedule_id", "own-1")
                    .containsEntry("offset", "0")
                    .containsEntry("limit", "77");
        }
    }

    @Test
    void handsOnFilterAndOrderAndFetchesTheRowsBeforeTheOffsetToo() throws ScanException {
        QuerySpec spec = new QuerySpec(
                "REMOTE",
                List.of(),
                List.of(),
                null,
                List.of(FieldRef.inRows("n")),
                new Filter.Comparison("n", Operator.GREATER, "5"),
                new Selection(List.of(new Order("n", true)), List.of(), 10, 20, 5),
                null,
                QuerySettings.DEFAULT);
        try (RemoteFixture fixture = new RemoteFixture(RemoteTable.numbers(100), 25, 1 << 20, 1000)) {
            assertThat(fixture.rows(spec)).isEqualTo(numbers(30));
            assertThat(fixture.remote.requests(FakeRemote.DATA).get(0).body())
                    .contains("\"max_rows\":30", "\"filter\":\"n > '5'\"", "\"order_rows\":[\"n desc\"]");
            assertThat(fixture.remote.requests(FakeRemote.RESULTS).stream()
                            .map(request -> request.parameters().get("limit")))
                    .containsExactly("25", "5");
        }
    }

    @Test
    void everyQueryHasAScheduleIdOfItsOwn() throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(RemoteTable.numbers(1))) {
            fixture.rows(RemoteFixture.spec("n"));
            fixture.rows(RemoteFixture.spec("n"));
            assertThat(fixture.remote.requests(FakeRemote.RESULTS).stream()
                            .map(request -> request.parameters().get("schedule_id")))
                    .containsExactly("own-1", "own-2");
        }
    }

    @Test
    void goesOnUnderTheScheduleIdTheServiceGave() throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(RemoteTable.numbers(1))) {
            fixture.remote.next(
                    FakeRemote.DATA,
                    Behaviours.json(
                            200, "{\"meta\":{\"status_code\":\"RUNNING\",\"schedule_id\":\"4226fd7f\"},\"data\":[]}"));
            fixture.rows(RemoteFixture.spec("n"));
            assertThat(fixture.remote.requests(FakeRemote.STATUS).get(0).parameters())
                    .containsEntry("schedule_id", "4226fd7f");
            assertThat(fixture.remote.requests(FakeRemote.RESULTS).get(0).parameters())
                    .containsEntry("schedule_id", "4226fd7f");
        }
    }

    @Test
    void aQueryThatIsDoneAtOnceIsNotPolled() throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(RemoteTable.numbers(2))) {
            fixture.remote.next(
                    FakeRemote.DATA, Behaviours.json(200, RemoteTable.numbers(2).body()));
            assertThat(fixture.rows(RemoteFixture.spec("n"))).isEqualTo(numbers(2));
            assertThat(fixture.remote.requests(FakeRemote.STATUS)).isEmpty();
        }
    }

    @Test
    void pollsAsLateAsTheServiceWants() throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(RemoteTable.numbers(1))) {
            fixture.remote.next(
                    FakeRemote.DATA,
                    Behaviours.header(
                            "Retry-After",
                            "20",
                            Behaviours.json(202, RemoteTable.numbers(1).status("QUEUED"))));
            fixture.rows(RemoteFixture.spec("n"));
            assertThat(fixture.ticker.pauses().stream().map(pause -> pause.toSeconds()))
                    .containsExactly(20L);
        }
    }

    @Test
    void readsPageByPageAndDropsEveryHeader() throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(RemoteTable.numbers(25_000))) {
            assertThat(fixture.rows(RemoteFixture.spec("n"))).isEqualTo(numbers(25_000));
            assertThat(fixture.remote.requests(FakeRemote.RESULTS).stream()
                            .map(request -> request.parameters().get("offset")))
                    .containsExactly("0", "10000", "20000");
        }
    }

    @Test
    void oneConnectionServesAllRequestsOfAQuery() throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(RemoteTable.numbers(250), 100, 1 << 20, 1000)) {
            fixture.remote.next(FakeRemote.STATUS, Behaviours.error(503, "SERVICE_UNAVAILABLE"));
            fixture.rows(RemoteFixture.spec("n"));
            assertThat(fixture.remote.requests()).hasSize(6);
            assertThat(fixture.remote.connections()).isEqualTo(1);
        }
    }

    @Test
    void aFullPageIsNotTakenForTheLast() throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(RemoteTable.numbers(20), 10, 1 << 20, 1000)) {
            assertThat(fixture.rows(RemoteFixture.spec("n"))).isEqualTo(numbers(20));
            assertThat(fixture.remote.requests(FakeRemote.RESULTS)).hasSize(3);
        }
    }

    @Test
    void pagesThatAreSmallerThanAskedForAreNotTheEnd() throws ScanException {
        RemoteTable table = RemoteTable.numbers(25);
        try (RemoteFixture fixture = new RemoteFixture(table)) {
            fixture.remote.always(FakeRemote.RESULTS, (exchange, request) -> {
                request.parameters().put("limit", "10");
                table.page(exchange, request);
            });
            assertThat(fixture.rows(RemoteFixture.spec("n"))).isEqualTo(numbers(25));
        }
    }

    @Test
    void readsNoMoreRowsThanTheQueryMayHave() throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(RemoteTable.numbers(100), 10, 1 << 20, 1000)) {
            QuerySpec spec = new QuerySpec("REMOTE", List.of(), null, List.of("n"), 25);
            assertThat(fixture.rows(spec)).isEqualTo(numbers(25));
            assertThat(fixture.remote.requests(FakeRemote.RESULTS).stream()
                            .map(request -> request.parameters().get("limit")))
                    .containsExactly("10", "10", "5");
        }
    }

    @Test
    void anEmptyResultHasNoRowsAndKeepsItsWidth() throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(RemoteTable.numbers(0));
                RunningScan scan = fixture.start(RemoteFixture.spec("date", "clicks"))) {
            RowCursor rows = scan.rows();
            assertThat(rows.width()).isEqualTo(2);
            assertThat(rows.next()).isFalse();
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void cellsBecomeWhatTheirColumnSays() throws ScanException {
        RemoteTable table = RemoteTable.of(
                List.of(
                        DAY,
                        CLICKS,
                        new Column("cost", "Cost", "float.currency.value"),
                        new Column("at", "At", "string.time.datetime"),
                        new Column("year", "Year", "string.time.year"),
                        new Column("odd", "Odd", "")),
                "[\"2024-01-31\", 7, 1.10, \"2024-01-31 23:59:58\", \"2024\", true]",
                "[\"soon\", \"8\", 9007199254740993, \"later\", 2024, 1.5]",
                "[null, null, null, null, null, null]",
                "[\"2024-02-30\", \"many\", \"1e3\", \"\", \"\", [1, {\"a\": \"b\"}]]");
        try (RemoteFixture fixture = new RemoteFixture(table)) {
            List<List<Object>> rows = fixture.rows(RemoteFixture.spec("date", "clicks", "cost", "at", "year", "odd"));
            assertThat(rows)
                    .containsExactly(
                            List.of(
                                    LocalDate.of(2024, 1, 31),
                                    7L,
                                    new BigDecimal("1.10"),
                                    LocalDateTime.of(2024, 1, 31, 23, 59, 58),
                                    "2024",
                                    true),
                            List.of("soon", 8L, 9_007_199_254_740_993L, "later", "2024", new BigDecimal("1.5")),
                            Arrays.asList(null, null, null, null, null, null),
                            List.of("2024-02-30", "many", new BigDecimal("1e3"), "", "", "[1,{\"a\":\"b\"}]"));
        }
    }

    @Test
    void textSurvivesInEveryScript() throws ScanException {
        RemoteTable table = RemoteTable.of(
                List.of(new Column("city", "Stadt ☃", "string.text.value")),
                "[\"déjà 日本 😀 \\u00e9 \\ud83d\\ude00 \\\" \\\\ \\/ \\n\"]");
        try (RemoteFixture fixture = new RemoteFixture(table)) {
            assertThat(fixture.rows(RemoteFixture.spec("city"))).containsExactly(List.of("déjà 日本 😀 é 😀 \" \\ / \n"));
        }
    }

    @Test
    void columnsAreTakenFromWhereTheServicePutsThem() throws ScanException {
        RemoteTable table = RemoteTable.of(
                List.of(CLICKS, new Column("extra", "Clicks", "int.number.value"), DAY), "[1, 2, \"2024-01-31\"]");
        try (RemoteFixture fixture = new RemoteFixture(table)) {
            assertThat(fixture.rows(RemoteFixture.spec("date", "clicks")))
                    .containsExactly(List.of(LocalDate.of(2024, 1, 31), 1L));
        }
    }

    @Test
    void whereAColumnIsDoesNotFollowFromTheOrderOfItsDescription() throws ScanException {
        String page = """
                {"meta":{"query":{"fields":[{"id":"b","data_column":1},{"id":"a","data_column":0},{"id":"c"}]},
                 "result":{"total_rows":2}},"data":[["A","B"],["of a","of b"]]}""";
        try (RemoteFixture fixture = new RemoteFixture(RemoteTable.numbers(1))) {
            fixture.remote.always(FakeRemote.RESULTS, Behaviours.json(200, page));
            assertThat(fixture.rows(RemoteFixture.spec("a", "b"))).containsExactly(List.of("of a", "of b"));
        }
    }

    @Test
    void aServiceThatDoesNotSayHowManyRowsThereAreIsReadToAnEmptyPage() throws ScanException {
        RemoteTable table = RemoteTable.numbers(25);
        try (RemoteFixture fixture = new RemoteFixture(table, 10, 1 << 20, 1000)) {
            for (int offset : List.of(0, 10, 20)) {
                RemoteTable rest =
                        new RemoteTable(table.columns(), Math.min(10, 25 - offset), n -> "[" + (offset + n) + "]");
                String page = rest.body().replaceFirst("\"total_rows\":[0-9]+", "\"total_rows\":null");
                fixture.remote.next(FakeRemote.RESULTS, Behaviours.json(200, page));
            }
            assertThat(fixture.rows(RemoteFixture.spec("n"))).isEqualTo(numbers(25));
            assertThat(fixture.remote.requests(FakeRemote.RESULTS)).hasSize(4);
        }
    }

    @Test
    void columnsOfTheSameNameAreToldApart() throws ScanException {
        RemoteTable table = RemoteTable.of(
                List.of(new Column("a", "Name", "int.number.value"), new Column("b", "Name", "int.number.value")),
                "[1, 2]");
        try (RemoteFixture fixture = new RemoteFixture(table)) {
            assertThat(fixture.rows(RemoteFixture.spec("b", "a"))).containsExactly(List.of(2L, 1L));
        }
    }

    @Test
    void rowsAreDeliveredBeforeTheirPageIsComplete() throws ScanException {
        RemoteTable table = RemoteTable.numbers(20_000);
        CountDownLatch firstRowRead = new CountDownLatch(1);
        try (RemoteFixture fixture = new RemoteFixture(table, 20_000, 32 << 20, 1000)) {
            fixture.remote.next(FakeRemote.RESULTS, (exchange, request) -> {
                byte[] whole = table.body().getBytes(StandardCharsets.UTF_8);
                OutputStream out = FakeRemote.begin(exchange, 200, whole.length);
                out.write(whole, 0, whole.length / 2);
                out.flush();
                firstRowRead.await();
                out.write(whole, whole.length / 2, whole.length - whole.length / 2);
            });
            try (RunningScan scan = fixture.start(RemoteFixture.spec("n"))) {
                RowCursor rows = scan.rows();
                assertThat(rows.next()).isTrue();
                firstRowRead.countDown();
                assertThat(RemoteFixture.read(rows)).hasSize(19_999);
            }
        }
    }

    @Test
    void aPageLargerThanItMayBeEndsTheQuery() {
        String text = "x".repeat(1000);
        RemoteTable table = new RemoteTable(
                List.of(new Column("t", "Text", "string.text.value")), 10_000, i -> "[\"" + text + "\"]");
        try (RemoteFixture fixture = new RemoteFixture(table, 10_000, 1 << 20, 1000)) {
            assertThat(fixture.failure(RemoteFixture.spec("t")).code()).isEqualTo(ErrorCode.QUERY_RESULT_TOO_LARGE);
            assertThat(fixture.remote.requests(FakeRemote.RESULTS)).hasSize(1);
        }
    }
}
