package io.querybatch.results.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.results.StoreUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderUseTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Path batch = Files.createDirectories(folder.resolve("a1/qrb_1"));
        Files.write(batch.resolve("1-1.qbr"), new byte[1_000]);
        Files.write(batch.resolve("2-1.part"), new byte[200]);
        Files.write(Files.createDirectories(folder.resolve("b2")).resolve("x"), new byte[30]);
    }

    @Test
    void addsUpAllFilesAndAsksTheDisk() throws IOException {
        StoreUse use = FolderUse.of(folder, 3);
        assertThat(use.bytes()).isEqualTo(1_230);
        assertThat(use.counted()).isTrue();
        assertThat(use.left()).isBetween(1L, use.room());
        assertThat(use.room()).isEqualTo(Files.getFileStore(folder).getTotalSpace());
    }

    @Test
    void saysSoWhenItDidNotLookAtAll() throws IOException {
        StoreUse use = FolderUse.of(folder, 2);
        assertThat(use.counted()).isFalse();
        assertThat(use.bytes()).isBetween(230L, 1_200L);
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> FolderUse.of(folder.resolve("none"), 3)).isInstanceOf(NoSuchFileException.class);
    }
}
