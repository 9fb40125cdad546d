package io.querybatch.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.query.BatchId;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.filesystem.FilesystemResultStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every result store must do, whatever it is made of. For host applications, too: docs/embedding.md. */
public abstract class ResultStoreContract {

    protected static final long MAX_BYTES = 1_000_000;

    protected static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");
    protected static final BatchId OTHER_BATCH = new BatchId("qrb_0123456789abcdef0124");
    protected static final ResultKey KEY = new ResultKey(new ScheduleId(BATCH, 1), 7);

    protected static final List<ResultColumn> COLUMNS = List.of(
            new ResultColumn("date", "Datum é", "dim", "string.date"),
            new ResultColumn("name", "Name \"x\", y", "dim", "string.text"),
            new ResultColumn("delay", "Delay", "met", "float.number"));

    /** A store that takes results of at most {@link #MAX_BYTES} bytes; the same one during a test. */
    protected abstract ResultStore store();

    /** The files of a server as they are, for stores that do something around them. */
    protected static ResultStore files(Path folder) {
        return new FilesystemResultStore(folder, MAX_BYTES);
    }

    /** Fails if the store keeps anything at all. */
    protected abstract void assertNothingLeft() throws IOException;

    @Test
    void tellsWhatItKeeps() throws IOException {
        ResultKey second = new ResultKey(new ScheduleId(BATCH, 12), 3);
        ResultKey other = new ResultKey(new ScheduleId(OTHER_BATCH, 1), 1);
        for (ResultKey key : List.of(KEY, second, other)) {
            write(key, OutputFormat.JSON, rows(row("a", 1.0)));
        }
        List<ResultKey> keys = new ArrayList<>();
        store().keys(BATCH, keys::add);

        assertThat(keys).containsExactlyInAnyOrder(KEY, second);
        assertThat(store().batches(0x01)).containsExactlyInAnyOrder(BATCH, OTHER_BATCH);
        assertThat(store().batches(0xff)).isEmpty();
        store().delete(BATCH);
        assertThat(store().batches(0x01)).containsExactly(OTHER_BATCH);
        store().keys(BATCH, key -> assertThat(key).isNull());
    }

    @Test
    void nothingIsThereBeforeItIsWritten() throws IOException {
        assertThat(store().open(KEY)).isEmpty();
    }

    @Test
    void jsonRowsComeBackAsArrays() throws IOException {
        write(KEY, OutputFormat.JSON, rows(row("a", 1.5), row("b\"[", null)));

        assertThat(all(KEY)).isEqualTo("[\"2026-01-01\",\"a\",1.5],[\"2026-01-01\",\"b\\\"[\",null]");
    }

    @Test
    void csvRowsComeBackAsLines() throws IOException {
        write(KEY, OutputFormat.CSV, rows(row("a", 1.5), row("b\",\n", null)));

        assertThat(all(KEY)).isEqualTo("2026-01-01,a,1.5\r\n2026-01-01,\"b\"\",\n\",\r\n");
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "KEYJSON", "NDJSON", "CSV", "TSV", "HTML"})
    void storedResultDescribesItself(OutputFormat format) throws IOException {
        ResultSummary written = write(KEY, format, rows(row("a", 1.5), row("é", 2.5)));

        try (StoredResult result = store().open(KEY).orElseThrow()) {
            assertThat(result.layout().format()).isEqualTo(format);
            assertThat(result.columns()).isEqualTo(COLUMNS);
            assertThat(result.summary()).isEqualTo(written);
            result.verify();
        }
        assertThat(written.rows()).isEqualTo(2);
        assertThat(written.columns()).isEqualTo(3);
        assertThat(written.bytes()).isEqualTo(all(KEY).getBytes(StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "KEYJSON", "NDJSON", "CSV", "TSV", "HTML"})
    void emptyResultIsAResult(OutputFormat format) throws IOException {
        ResultSummary written = write(KEY, format, List.of());

        assertThat(written).isEqualTo(new ResultSummary(0, 3, 0));
        assertThat(all(KEY)).isEmpty();
        try (StoredResult result = store().open(KEY).orElseThrow()) {
            result.verify();
            assertThat(page(result, 0, 10)).isEmpty();
            assertThat(page(result, 5, 10)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "KEYJSON", "NDJSON", "CSV", "TSV", "HTML"})
    void canBeReadManyTimesAndAfterItsVerification(OutputFormat format) throws IOException {
        write(KEY, format, rows(row("a", 1.0), row("b", 2.0)));

        try (StoredResult result = store().open(KEY).orElseThrow()) {
            String first = page(result, 0, 2);
            result.verify();
            assertThat(page(result, 0, 2)).isEqualTo(first).isNotEmpty();
            assertThat(page(result, 1, 1)).isNotEmpty();
            result.verify();
        }
    }

    @Test
    void isNotThereBeforeItIsComplete() throws IOException {
        try (ResultWriter writer = store().create(KEY, ResultLayout.of(OutputFormat.JSON), COLUMNS)) {
            writer.write(row("a", 1.0));
            assertThat(store().open(KEY)).isEmpty();
            ResultSummary summary = writer.complete();
            assertThat(summary.rows()).isEqualTo(1);
        }
        assertThat(all(KEY)).isNotEmpty();
    }

    @Test
    void closingWithoutCompletionLeavesNothing() throws IOException {
        try (ResultWriter writer = store().create(KEY, ResultLayout.of(OutputFormat.CSV), COLUMNS)) {
            for (int i = 0; i < 5_000; i++) {
                writer.write(row("a", 1.0));
            }
        }

        assertThat(store().open(KEY)).isEmpty();
        assertNothingLeft();
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "KEYJSON", "NDJSON", "CSV", "TSV", "HTML"})
    void tooLargeResultIsRefusedAndLeavesNothing(OutputFormat format) throws IOException {
        List<Object[]> rows = IntStream.range(0, 2_000)
                .mapToObj(i -> row("x".repeat(1_000), 1.0))
                .toList();

        assertThatThrownBy(() -> write(KEY, format, rows))
                .isInstanceOfSatisfying(
                        ResultTooLargeException.class,
                        e -> assertThat(e.limitBytes()).isEqualTo(MAX_BYTES));
        assertThat(store().open(KEY)).isEmpty();
        assertNothingLeft();
    }

    @Test
    void attemptsOfTheSameQueryNeverMeet() throws IOException {
        ResultKey later = new ResultKey(KEY.query(), KEY.fence() + 1);
        try (ResultWriter early = store().create(KEY, ResultLayout.of(OutputFormat.JSON), COLUMNS);
                ResultWriter late = store().create(later, ResultLayout.of(OutputFormat.CSV), COLUMNS)) {
            early.write(row("early", 1.0));
            late.write(row("late", 2.0));
            assertThat(late.complete().rows()).isEqualTo(1);
            assertThat(early.complete().rows()).isEqualTo(1);
        }

        assertThat(all(KEY)).contains("early").doesNotContain("late");
        assertThat(all(later)).contains("late").doesNotContain("early");
        store().delete(KEY);
        assertThat(store().open(KEY)).isEmpty();
        assertThat(all(later)).contains("late");
    }

    @Test
    void numbersOfQueryAndFenceAreNotMixedUp() throws IOException {
        ResultKey one = new ResultKey(new ScheduleId(BATCH, 1), 11);
        ResultKey two = new ResultKey(new ScheduleId(BATCH, 11), 1);
        write(one, OutputFormat.JSON, rows(row("one", 1.0)));
        write(two, OutputFormat.JSON, rows(row("two", 1.0)));

        assertThat(all(one)).contains("one");
        assertThat(all(two)).contains("two");
    }

    @Test
    void whatEarlierAttemptsLeftGoesAndWhatLaterOnesWroteStays() throws IOException {
        ResultKey early = new ResultKey(KEY.query(), KEY.fence() - 1);
        ResultKey late = new ResultKey(KEY.query(), KEY.fence() + 4);
        ResultKey other = new ResultKey(new ScheduleId(BATCH, 11), 1);
        for (ResultKey key : List.of(early, KEY, late, other)) {
            write(key, OutputFormat.JSON, rows(row("a", 1.0)));
        }

        store().deleteEarlier(KEY);

        assertThat(store().open(early)).isEmpty();
        for (ResultKey key : List.of(KEY, late, other)) {
            assertThat(all(key)).contains("a");
        }
        store().deleteEarlier(new ResultKey(new ScheduleId(OTHER_BATCH, 1), 1));
    }

    @Test
    void deletingABatchLeavesOthersAlone() throws IOException {
        ResultKey other = new ResultKey(new ScheduleId(OTHER_BATCH, 1), 1);
        for (int n = 1; n <= 5; n++) {
            write(new ResultKey(new ScheduleId(BATCH, n), n), OutputFormat.JSON, rows(row("a", 1.0)));
        }
        write(other, OutputFormat.JSON, rows(row("other", 1.0)));

        store().delete(BATCH);

        for (int n = 1; n <= 5; n++) {
            assertThat(store().open(new ResultKey(new ScheduleId(BATCH, n), n))).isEmpty();
        }
        assertThat(all(other)).contains("other");
    }

    @Test
    void deletingMayBeRepeated() throws IOException {
        store().delete(KEY);
        store().delete(BATCH);
        write(KEY, OutputFormat.JSON, rows(row("a", 1.0)));
        store().delete(KEY);
        store().delete(KEY);
        store().delete(BATCH);
        store().delete(BATCH);

        assertThat(store().open(KEY)).isEmpty();
    }

    @Test
    void aBatchMayBeWrittenAgainAfterItsDeletion() throws IOException {
        write(KEY, OutputFormat.JSON, rows(row("old", 1.0)));
        store().delete(BATCH);
        write(KEY, OutputFormat.JSON, rows(row("new", 1.0)));

        assertThat(all(KEY)).contains("new");
    }

    /** The key of the result of another query of the scan that {@link #KEY} leads. */
    private static ResultKey rider(int n) {
        return new ResultKey(new ScheduleId(BATCH, n), KEY.fence());
    }

    private static void pack(ResultPack pack, ResultKey key, Object[]... rows) throws IOException {
        try (ResultWriter writer = pack.create(key, ResultLayout.of(OutputFormat.JSON), COLUMNS)) {
            for (Object[] row : rows) {
                writer.write(row);
            }
            writer.complete();
        }
    }

    private String packed(ResultKey key) throws IOException {
        try (StoredResult result = store().open(key, KEY.query().n()).orElseThrow()) {
            result.verify();
            return page(result, 0, Long.MAX_VALUE);
        }
    }

    @Test
    void resultsOfOneScanAreThereTogetherOnceTheyAreComplete() throws IOException {
        try (ResultPack pack = store().pack(KEY)) {
            pack(pack, KEY, row("lead", 1.0));
            pack(pack, rider(2));
            pack(pack, rider(3), row("a", 1.0), row("b", 2.0));
            assertThat(store().open(KEY, 1)).isEmpty();
            pack.complete();
        }
        assertThat(packed(KEY)).contains("lead");
        assertThat(packed(rider(2))).isEmpty();
        assertThat(packed(rider(3))).contains("a").contains("b");
        try (StoredResult result = store().open(rider(3), 1).orElseThrow()) {
            assertThat(page(result, 1, 1)).contains("b").doesNotContain("a\"");
        }
        assertThat(store().open(rider(4), 1)).isEmpty();
        assertThat(store().open(new ResultKey(rider(3).query(), KEY.fence() + 1), 1))
                .isEmpty();
        store().delete(BATCH);
        assertThat(store().open(KEY, 1)).isEmpty();
        assertNothingLeft();
    }

    @Test
    void aLargeResultOfASharedScanIsKeptByItself() throws IOException {
        Object[][] many = new Object[5_000][];
        Arrays.setAll(many, i -> row("row " + i, 1.0 * i));
        try (ResultPack pack = store().pack(KEY)) {
            pack(pack, KEY, row("small", 1.0));
            pack(pack, rider(2), many);
            pack.complete();
        }
        List<ResultKey> alone = new ArrayList<>();
        store().keys(BATCH, alone::add);
        assertThat(alone).containsExactly(rider(2));
        assertThat(packed(rider(2))).contains("row 0").contains("row 4999");
        assertThat(packed(KEY)).contains("small");
    }

    @Test
    void whatIsWrittenWhenAPackIsCompleteIsKeptByItself() throws Exception {
        try (ResultPack pack = store().pack(KEY)) {
            pack(pack, KEY, row("early", 1.0));
            try (ResultWriter writer = pack.create(rider(2), ResultLayout.of(OutputFormat.JSON), COLUMNS)) {
                writer.write(row("late", 2.0));
                Thread other = new Thread(() -> assertThatNoException().isThrownBy(pack::complete));
                other.start();
                other.join();
                assertThat(packed(KEY)).contains("early");
                writer.complete();
            }
            pack(pack, rider(3), row("later", 3.0));
        }
        assertThat(packed(rider(2))).contains("late");
        assertThat(packed(rider(3))).contains("later");
        assertThat(packed(KEY)).contains("early");
        Set<ResultKey> alone = new HashSet<>();
        store().keys(BATCH, alone::add);
        assertThat(alone).containsExactlyInAnyOrder(rider(2), rider(3));
    }

    @Test
    void packsAreToldAndRemovedByTheirLeads() throws IOException {
        ResultKey other = new ResultKey(new ScheduleId(BATCH, 8), 9);
        for (ResultKey lead : List.of(KEY, other)) {
            try (ResultPack pack = store().pack(lead)) {
                pack(pack, lead, row("a", 1.0));
                pack.complete();
            }
        }
        write(rider(2), OutputFormat.JSON, rows(row("alone", 1.0)));
        List<ResultKey> leads = new ArrayList<>();
        store().packs(BATCH, leads::add);
        assertThat(leads).containsExactlyInAnyOrder(KEY, other);
        store().deletePack(KEY);
        store().deletePack(KEY);
        assertThat(store().open(KEY, 1)).isEmpty();
        store().open(other, 8).orElseThrow().close();
        store().open(rider(2), 1).orElseThrow().close();
    }

    @Test
    void aPackThatWasNotCompletedLeavesNothing() throws IOException {
        try (ResultPack pack = store().pack(KEY)) {
            pack(pack, KEY, row("a", 1.0));
        }
        assertThat(store().open(KEY, 1)).isEmpty();
        assertNothingLeft();
    }

    @Test
    void aResultThatIsThrownAwayDisturbsNoOtherOfItsPack() throws IOException {
        try (ResultPack pack = store().pack(KEY)) {
            pack(pack, KEY, row("a", 1.0));
            try (ResultWriter writer = pack.create(rider(2), ResultLayout.of(OutputFormat.JSON), COLUMNS)) {
                writer.write(row("thrown away", 1.0));
            }
            pack(pack, rider(3), row("c", 3.0));
            pack.complete();
        }
        assertThat(packed(rider(3))).contains("c");
        assertThat(store().open(rider(2), 1)).isEmpty();
    }

    @Test
    void whoLedAScanThatFailedHasAResultOfItsOwn() throws IOException {
        write(KEY, OutputFormat.JSON, rows(row("alone", 1.0)));
        write(rider(2), OutputFormat.JSON, rows(row("too", 1.0)));
        assertThat(packed(KEY)).contains("alone");
        assertThat(packed(rider(2))).contains("too");
    }

    @Test
    void checkLeavesNothing() throws IOException {
        store().check();

        assertNothingLeft();
    }

    protected final ResultSummary write(ResultKey key, OutputFormat format, List<Object[]> rows) throws IOException {
        try (ResultWriter writer = store().create(key, ResultLayout.of(format), COLUMNS)) {
            for (Object[] row : rows) {
                writer.write(row);
            }
            return writer.complete();
        }
    }

    protected final String all(ResultKey key) throws IOException {
        try (StoredResult result = store().open(key).orElseThrow()) {
            return page(result, 0, Long.MAX_VALUE);
        }
    }

    protected static String page(StoredResult result, long offset, long limit) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        result.copyRows(offset, limit, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    protected static List<Object[]> rows(Object[]... rows) {
        return List.of(rows);
    }

    protected static Object[] row(String name, Double number) {
        return new Object[] {LocalDate.of(2026, 1, 1), name, number};
    }

    @Test
    void aCopyOutlivesWhatItIsACopyOf() throws IOException {
        ResultKey large = new ResultKey(new ScheduleId(BATCH, 2), 7);
        Object[][] many = IntStream.range(0, 5_000)
                .mapToObj(i -> row("row " + i, (double) i))
                .toArray(Object[][]::new);
        write(KEY, OutputFormat.JSON, rows(row("small", 1.0)));
        write(large, OutputFormat.JSON, rows(many));
        ResultKey lead = new ResultKey(new ScheduleId(OTHER_BATCH, 1), 1);
        ResultKey rider = new ResultKey(new ScheduleId(OTHER_BATCH, 2), 1);
        try (ResultPack pack = store().pack(lead)) {
            for (ResultKey[] pair : new ResultKey[][] {{KEY, lead}, {large, rider}}) {
                try (StoredResult stored = store().open(pair[0]).orElseThrow()) {
                    pack.copy(pair[1], stored);
                }
            }
            pack.complete();
        }
        store().delete(BATCH);

        for (ResultKey copy : List.of(lead, rider)) {
            try (StoredResult stored = store().open(copy, 1).orElseThrow()) {
                stored.verify();
                assertThat(stored.columns()).isEqualTo(COLUMNS);
                assertThat(stored.summary().rows()).isEqualTo(copy.equals(lead) ? 1 : 5_000);
                ByteArrayOutputStream page = new ByteArrayOutputStream();
                stored.copyRows(stored.summary().rows() - 1, 1, page);
                assertThat(page.toString(StandardCharsets.UTF_8)).contains(copy.equals(lead) ? "small" : "row 4999");
            }
        }
        // A copy of a copy is read from the pack.
        ResultKey again = new ResultKey(new ScheduleId(OTHER_BATCH, 3), 2);
        try (ResultPack pack = store().pack(again);
                StoredResult stored = store().open(lead, 1).orElseThrow()) {
            pack.copy(again, stored);
            pack.complete();
        }
        try (StoredResult stored = store().open(again, 3).orElseThrow()) {
            assertThat(stored.summary().rows()).isEqualTo(1);
        }
    }
}
