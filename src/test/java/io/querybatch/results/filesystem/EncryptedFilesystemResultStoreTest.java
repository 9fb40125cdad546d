package io.querybatch.results.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.CorruptResultException;
import io.querybatch.results.EncryptionKeys;
import io.querybatch.results.Keys;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultPack;
import io.querybatch.results.ResultPagesContract;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultStoreUnavailableException;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.StoredResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedFilesystemResultStoreTest extends ResultPagesContract {

    private static final String MARKER = "xyzzy-marker";
    private static final ResultKey RIDER = new ResultKey(new ScheduleId(BATCH, 2), KEY.fence());

    @TempDir
    private Path folder;

    @Override
    protected ResultStore store() {
        return store(Keys.of("new", "old"));
    }

    private FilesystemResultStore store(EncryptionKeys keys) {
        return new FilesystemResultStore(folder.resolve("results"), MAX_BYTES, keys);
    }

    @Override
    protected void assertNothingLeft() throws IOException {
        assertThat(files()).isEmpty();
    }

    private List<Path> files() throws IOException {
        if (Files.notExists(folder.resolve("results"))) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(folder.resolve("results"))) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }

    private static void write(ResultPack pack, ResultKey key, int rows) throws IOException {
        try (ResultWriter writer = pack.create(key, ResultLayout.of(OutputFormat.CSV), COLUMNS)) {
            for (int i = 0; i < rows; i++) {
                writer.write(row(MARKER + key.query().n(), (double) i));
            }
            assertThat(writer.complete().rows()).isEqualTo(rows);
        }
    }

    private static void verify(ResultStore store, ResultKey key) throws IOException {
        try (StoredResult result =
                store.open(key, KEY.query().n()).orElseThrow(() -> new CorruptResultException("gone"))) {
            result.verify();
        }
    }

    private void assertNothingReadable() throws IOException {
        for (Path file : files()) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(MARKER, "2026-01-01", "Datum", "crc32c", "QBR1", "QBP1");
        }
    }

    /** A pack, a large result of its own, one that is half written, and copies of all. */
    @Test
    void nothingOfAResultCanBeReadOnTheDisk() throws IOException {
        ResultKey large = new ResultKey(new ScheduleId(BATCH, 3), KEY.fence());
        try (ResultPack pack = store().pack(KEY)) {
            write(pack, KEY, 2);
            write(pack, RIDER, 0);
            write(pack, large, 5_000);
            assertNothingReadable();
            pack.complete();
        }
        ResultKey lead = new ResultKey(new ScheduleId(OTHER_BATCH, 1), 1);
        try (ResultPack pack = store().pack(lead)) {
            for (ResultKey key : List.of(KEY, RIDER, large)) {
                try (StoredResult stored = store().open(key, 1).orElseThrow()) {
                    pack.copy(
                            new ResultKey(
                                    new ScheduleId(OTHER_BATCH, key.query().n()), 1),
                            stored);
                }
            }
            pack.complete();
        }
        try (ResultWriter writer = store().create(
                        new ResultKey(new ScheduleId(BATCH, 9), 9), ResultLayout.of(OutputFormat.CSV), COLUMNS)) {
            for (int i = 0; i < 5_000; i++) {
                writer.write(row(MARKER, 1.0));
            }
            assertThat(files()).hasSize(5).anyMatch(file -> file.toString().endsWith(".part"));
            assertNothingReadable();
        }
    }

    @Test
    void everyAlteredByteOfAPackIsNoticed() throws IOException {
        try (ResultPack pack = store().pack(KEY)) {
            write(pack, KEY, 1);
            write(pack, RIDER, 1);
            pack.complete();
        }
        Path file = files().get(0);
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] altered = good.clone();
            altered[i] ^= 1;
            Files.write(file, altered);
            assertCorrupt("byte " + i);
            Files.write(file, Arrays.copyOf(good, i));
            assertCorrupt("length " + i);
        }
    }

    private void assertCorrupt(String what) {
        assertThatThrownBy(() -> {
                    verify(store(), KEY);
                    verify(store(), RIDER);
                })
                .as(what)
                .isInstanceOf(CorruptResultException.class);
    }

    @Test
    void resultsThatChangedPlacesAreNoticed() throws IOException {
        ResultKey later = new ResultKey(KEY.query(), KEY.fence() + 1);
        write(KEY, OutputFormat.CSV, rows(row("one", 1.0)));
        write(RIDER, OutputFormat.CSV, rows(row("two", 2.0)));
        write(later, OutputFormat.CSV, rows(row("three", 3.0)));
        ResultKey other = new ResultKey(new ScheduleId(OTHER_BATCH, 1), KEY.fence());
        write(other, OutputFormat.CSV, rows(row("four", 4.0)));
        Path own = file(KEY);
        for (ResultKey another : List.of(RIDER, later, other)) {
            Files.copy(file(another), own, StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(() -> store().open(KEY)).isInstanceOf(CorruptResultException.class);
            assertThat(all(another)).isNotEmpty();
        }
    }

    private Path file(ResultKey key) throws IOException {
        return files().stream()
                .filter(file -> file.endsWith(key.query().batch().value() + "/" + key.fileName()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasStoredInTheClearAndWithTheOldKeyStaysReadable() throws IOException {
        int fence = 1;
        for (EncryptionKeys keys : List.of(EncryptionKeys.NONE, Keys.of("old"), Keys.of("new", "old"))) {
            ResultKey key = new ResultKey(KEY.query(), fence++);
            try (ResultWriter writer = store(keys).create(key, ResultLayout.of(OutputFormat.CSV), COLUMNS)) {
                writer.write(row("kept", 1.0));
                assertThat(writer.complete().rows()).isEqualTo(1);
            }
            assertThat(all(key)).contains("kept");
        }
    }

    @Test
    void aCopyOfAResultInTheClearIsEncryptedWithTheNewKey() throws IOException {
        try (ResultPack pack = store(EncryptionKeys.NONE).pack(KEY)) {
            write(pack, KEY, 1);
            pack.complete();
        }
        ResultKey copy = new ResultKey(new ScheduleId(OTHER_BATCH, 1), 1);
        try (ResultPack pack = store().pack(copy);
                StoredResult stored = store().open(KEY, 1).orElseThrow()) {
            pack.copy(copy, stored);
            pack.complete();
        }
        store().delete(BATCH);

        assertNothingReadable();
        try (StoredResult result = store(Keys.of("new")).open(copy, 1).orElseThrow()) {
            result.verify();
            assertThat(page(result, 0, 1)).contains(MARKER);
        }
    }

    @Test
    void withoutItsKeyAResultIsNotDamagedButAway() throws IOException {
        write(KEY, OutputFormat.CSV, rows(row("a", 1.0)));

        for (EncryptionKeys keys : List.of(EncryptionKeys.NONE, Keys.of("old"))) {
            assertThatThrownBy(() -> store(keys).open(KEY))
                    .isInstanceOf(ResultStoreUnavailableException.class)
                    .hasMessageContaining("\"new\"");
        }
    }

    @Test
    void withoutKeysFilesAreWhatTheyWere() throws IOException {
        List<Object[]> rows = randomRows(new Random(1), 100);
        try (ResultWriter writer = store(EncryptionKeys.NONE).create(KEY, ResultLayout.of(OutputFormat.CSV), COLUMNS)) {
            for (Object[] row : rows) {
                writer.write(row);
            }
            assertThat(writer.complete().rows()).isEqualTo(100);
        }
        String stored = Files.readString(files().get(0), StandardCharsets.ISO_8859_1);
        byte[] plain = String.join("", encoded(OutputFormat.CSV, rows)).getBytes(StandardCharsets.UTF_8);
        assertThat(stored)
                .startsWith(new String(plain, StandardCharsets.ISO_8859_1) + "{\"format\":\"csv\"")
                .endsWith("QBR1");
    }
}
