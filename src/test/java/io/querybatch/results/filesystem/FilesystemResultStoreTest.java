package io.querybatch.results.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.CorruptResultException;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultPack;
import io.querybatch.results.ResultPagesContract;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.StoredResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FilesystemResultStoreTest extends ResultPagesContract {

    @TempDir
    private Path folder;

    @Override
    protected ResultStore store() {
        return new FilesystemResultStore(folder.resolve("results"), MAX_BYTES);
    }

    @Override
    protected void assertNothingLeft() throws IOException {
        assertThat(files()).isEmpty();
    }

    @Test
    void everyAlteredByteOfAPackIsNoticed() throws IOException {
        ResultKey rider = new ResultKey(new ScheduleId(BATCH, 2), KEY.fence());
        try (ResultPack pack = store().pack(KEY)) {
            for (ResultKey key : List.of(KEY, rider)) {
                try (ResultWriter writer = pack.create(key, ResultLayout.of(OutputFormat.JSON), COLUMNS)) {
                    writer.write(row("row of " + key.query().n(), 1.0));
                    writer.complete();
                }
            }
            pack.complete();
        }
        Path file = files().get(0);
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] altered = good.clone();
            altered[i] ^= 1;
            Files.write(file, altered);
            assertThatThrownBy(() -> {
                        verify(KEY);
                        verify(rider);
                    })
                    .as("byte %d", i)
                    .isInstanceOf(CorruptResultException.class);
        }
    }

    private void verify(ResultKey key) throws IOException {
        try (StoredResult result =
                store().open(key, KEY.query().n()).orElseThrow(() -> new CorruptResultException("gone"))) {
            result.verify();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "KEYJSON", "NDJSON", "CSV", "TSV", "HTML"})
    void everyAlteredByteIsNoticed(OutputFormat format) throws IOException {
        write(KEY, format, randomRows(new Random(3), 12));
        Path file = files().get(0);
        byte[] good = Files.readAllBytes(file);

        for (int i = 0; i < good.length; i++) {
            byte[] altered = good.clone();
            altered[i] ^= 1;
            Files.write(file, altered);
            assertCorrupt("byte " + i);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "KEYJSON", "NDJSON", "CSV", "TSV", "HTML"})
    void everyTruncationIsNoticed(OutputFormat format) throws IOException {
        write(KEY, format, randomRows(new Random(4), 12));
        Path file = files().get(0);
        byte[] good = Files.readAllBytes(file);

        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            assertCorrupt("length " + length);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "CSV"})
    void aPageIsCheckedByItselfWhereverItIs(OutputFormat format) throws IOException {
        List<Object[]> rows = randomRows(new Random(6), 3_500);
        List<String> encoded = encoded(format, rows);
        write(KEY, format, rows);
        Path file = files().get(0);
        byte[] altered = Files.readAllBytes(file);
        int inThirdBlock = encoded.subList(0, 2_500).stream()
                .mapToInt(row -> row.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        altered[inThirdBlock] ^= 1;
        Files.write(file, altered);
        try (StoredResult result = store().open(KEY).orElseThrow()) {
            result.verify(0, 2_000);
            result.verify(3_000, 500);
            result.verify(9_999, 10);
            assertThatThrownBy(() -> result.verify(1_999, 2)).isInstanceOf(CorruptResultException.class);
            assertThatThrownBy(() -> result.verify(2_999, 1)).isInstanceOf(CorruptResultException.class);
            assertThatThrownBy(() -> result.verify(0, 5_000)).isInstanceOf(CorruptResultException.class);
        }
    }

    @Test
    void surplusBytesAreNoticed() throws IOException {
        write(KEY, OutputFormat.CSV, randomRows(new Random(5), 12));
        Path file = files().get(0);
        byte[] good = Files.readAllBytes(file);
        byte[] longer = new byte[good.length + 1];
        System.arraycopy(good, 0, longer, 1, good.length);
        Files.write(file, longer);
        assertCorrupt("one more in front");
        Files.write(file, Arrays.copyOf(good, good.length + 1));
        assertCorrupt("one more behind");
    }

    @Test
    void othersCannotReadResults() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        write(KEY, OutputFormat.JSON, rows(row("a", 1.0)));

        try (Stream<Path> tree = Files.walk(folder.resolve("results"))) {
            for (Path path : tree.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void unfinishedResultsCannotBeReadByOthersEither() throws IOException {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        try (ResultWriter writer = store().create(KEY, ResultLayout.of(OutputFormat.JSON), COLUMNS)) {
            writer.write(row("a", 1.0));
            assertThat(files())
                    .singleElement()
                    .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void whatACrashLeftBehindIsOverwritten() throws IOException {
        write(KEY, OutputFormat.JSON, rows(row("a", 1.0)));
        Path file = files().get(0);
        Files.delete(file);
        Files.writeString(FileSink.unfinished(file), "x".repeat(10_000));

        assertThat(store().open(KEY)).isEmpty();
        write(KEY, OutputFormat.JSON, rows(row("b", 2.0)));

        assertThat(all(KEY)).isEqualTo("[\"2026-01-01\",\"b\",2.0]");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void deletingRemovesUnfinishedResultsToo() throws IOException {
        write(KEY, OutputFormat.JSON, rows(row("a", 1.0)));
        Path file = files().get(0);
        Files.writeString(FileSink.unfinished(file), "x");

        store().delete(KEY);

        assertNothingLeft();
    }

    @Test
    void batchLeavesNoFolderBehind() throws IOException {
        write(KEY, OutputFormat.JSON, rows(row("a", 1.0)));
        Path ofBatch = files().get(0).getParent();

        store().delete(BATCH);

        assertThat(ofBatch).doesNotExist();
    }

    @Test
    void storeThatCannotBeWrittenToSaysSo() throws IOException {
        Files.writeString(folder.resolve("results"), "a file where the folder should be");

        assertThatThrownBy(() -> store().check()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store().create(KEY, ResultLayout.of(OutputFormat.JSON), COLUMNS))
                .isInstanceOf(IOException.class);
    }

    private void assertCorrupt(String what) {
        assertThatThrownBy(() -> {
                    try (StoredResult result = store().open(KEY).orElseThrow()) {
                        result.verify();
                    }
                })
                .as(what)
                .isInstanceOf(CorruptResultException.class);
    }

    private List<Path> files() throws IOException {
        if (Files.notExists(folder.resolve("results"))) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(folder.resolve("results"))) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }
}
