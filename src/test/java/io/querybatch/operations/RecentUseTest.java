package io.querybatch.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.results.filesystem.FilesystemResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentUseTest {

    @TempDir
    private Path folder;

    private long now = -5;

    private RecentUse of(Path root) {
        return new RecentUse(new FilesystemResultStore(root, 1_000), Duration.ofNanos(100), () -> now);
    }

    @Test
    void isMeasuredAgainOnlyAfterAWhile() throws IOException {
        RecentUse use = of(folder);
        assertThat(use.get().bytes()).isZero();
        Files.write(Files.createDirectories(folder.resolve("a1")).resolve("1-1.qbr"), new byte[300]);
        now += 99;
        assertThat(use.get().bytes()).isZero();
        now += 1;
        assertThat(use.get().bytes()).isEqualTo(300);
    }

    @Test
    void aFolderThatIsGoneIsAwayAndNotEmpty() throws IOException {
        Path root = Files.createDirectories(folder.resolve("results"));
        RecentUse use = of(root);
        Files.delete(root);
        assertThat(use.get()).isEqualTo(ResultsView.AWAY);
        Files.createDirectories(root);
        now += 100;
        assertThat(use.get().available()).isTrue();
    }
}
