package io.querybatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.client.Eta;
import io.querybatch.client.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private static final Eta ETA = new Eta(
            Instant.parse("2026-01-31T12:00:30.123Z"),
            Instant.parse("2026-01-31T12:00:40Z"),
            Instant.parse("2026-01-31T12:01:05Z"));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long seconds;

    private ProgressBar bar(boolean terminal, boolean colors) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new ProgressBar(
                out, new Painter(terminal, colors), () -> seconds * 1_000_000_000, ZoneOffset.ofHours(2));
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void onATerminalTheLineIsWrittenOverAndTellsWhenTheServerExpectsTheEnd() {
        ProgressBar bar = bar(true, true);
        bar.show(new Progress(1000, 0, 0, 0), null);
        seconds = 10;
        bar.show(new Progress(790, 10, 198, 2), ETA);
        bar.show(new Progress(0, 0, 998, 2), ETA);
        bar.end();
        assertThat(printed().replace("\r\u001b[K", "\n")).isEqualToNormalizingNewlines("""

                        [....................]   0%  0 done  0 failed  1,000 queued
                        [####................]  20%  198 done  \u001b[31m2 failed\u001b[0m  10 running  790 queued  ends 14:00:40 (14:00:30-14:01:05)  20/s
                        [####################] 100%  998 done  \u001b[31m2 failed\u001b[0m
                        """);
    }

    @Test
    void elsewhereThereIsALineForEachChange() {
        ProgressBar bar = bar(false, false);
        bar.show(new Progress(3, 1, 0, 0), null);
        seconds = 5;
        bar.show(new Progress(3, 1, 0, 0), null);
        bar.note("QUERY_TIMEOUT: too slow");
        bar.show(new Progress(0, 0, 3, 1), null);
        bar.end();
        assertThat(printed()).isEqualToNormalizingNewlines("""
                [....................]   0%  0 done  0 failed  1 running  3 queued
                QUERY_TIMEOUT: too slow
                [####################] 100%  3 done  1 failed
                """);
    }

    @Test
    void anEmptyBatchIsDone() {
        bar(false, false).show(new Progress(0, 0, 0, 0), null);
        assertThat(printed()).contains("100%");
    }
}
