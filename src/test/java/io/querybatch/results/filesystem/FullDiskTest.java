package io.querybatch.results.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.query.BatchId;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.NoRoomException;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultSummary;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.StoredResult;
import io.querybatch.testing.FullDevice;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The disk is full: really, as the kernel says it. */
class FullDiskTest {

    private static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");
    private static final ResultKey KEY = new ResultKey(new ScheduleId(BATCH, 1), 7);
    private static final ResultKey OTHER = new ResultKey(new ScheduleId(BATCH, 2), 8);
    private static final List<ResultColumn> COLUMNS =
            List.of(new ResultColumn("name", "Name", "dim", "string.text.value"));

    /** Noise, of which formats that compress cannot make less than a buffer. */
    private static final int LARGE = 5_000;

    @TempDir
    private Path root;

    private ResultStore store;
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        store = new FilesystemResultStore(root, 1 << 24);
        write(OTHER, OutputFormat.JSON, 1);
        folder = files().get(0).getParent();
    }

    private ResultSummary write(ResultKey key, OutputFormat format, int rows) throws IOException {
        Random random = new Random(rows);
        try (ResultWriter writer = store.create(key, ResultLayout.of(format), COLUMNS)) {
            for (int i = 0; i < rows; i++) {
                writer.write(new Object[] {Long.toString(random.nextLong(), Character.MAX_RADIX)});
            }
            return writer.complete();
        }
    }

    private void fill() throws IOException {
        FullDevice.at(FileSink.unfinished(folder.resolve(KEY.fileName())));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(file -> !Files.isDirectory(file)).toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatSaysSoAndLeavesNothing(OutputFormat format) throws IOException {
        for (int rows : new int[] {1, LARGE}) {
            fill();
            assertThatThrownBy(() -> write(KEY, format, rows))
                    .isInstanceOf(NoRoomException.class)
                    .hasMessageNotContaining(root.toString());
            assertThat(files()).containsExactly(folder.resolve(OTHER.fileName()));
            assertThat(store.open(KEY)).isEmpty();
        }
    }

    @Test
    void othersAreReadAndWrittenMeanwhileAndWhoeverTriesAgainWhenThereIsRoomSucceeds() throws IOException {
        fill();
        ResultKey third = new ResultKey(new ScheduleId(BATCH, 3), 9);
        assertThat(write(third, OutputFormat.JSON, 3).rows()).isEqualTo(3);
        try (StoredResult result = store.open(OTHER).orElseThrow()) {
            result.verify();
        }
        assertThatThrownBy(() -> write(KEY, OutputFormat.JSON, 3)).isInstanceOf(NoRoomException.class);

        assertThat(write(KEY, OutputFormat.JSON, 3).rows()).isEqualTo(3);
        try (StoredResult result = store.open(KEY).orElseThrow()) {
            result.verify();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No space left on device",
                "Disk quota exceeded",
                "There is not enough space on the disk",
            })
    void knowsTheWordsOfEverySystem(String words) {
        FileSystemException failure = new FileSystemException("results/01/x.part", null, words);
        assertThat(FullDisk.explain(failure, root))
                .isInstanceOf(NoRoomException.class)
                .hasCause(failure);
    }

    @Test
    void whatElseGoesWrongStaysWhatItIs() {
        IOException broken = new IOException("Input/output error");
        assertThat(FullDisk.explain(broken, root)).isSameAs(broken);
        assertThat(FullDisk.explain(new IOException(), root.resolve("nowhere"))).isNotInstanceOf(NoRoomException.class);
    }
}
