package io.querybatch.results.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.query.BatchId;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultPack;
import io.querybatch.results.ResultWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackWriterTest {

    private static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");
    private static final List<ResultColumn> COLUMNS = List.of(new ResultColumn("n", "N", "met", "int.number.value"));

    private final Disk disk = new Disk();

    private static void write(ResultPack pack, int n) throws IOException {
        ResultKey key = new ResultKey(new ScheduleId(BATCH, n), 7);
        try (ResultWriter writer = pack.create(key, ResultLayout.of(OutputFormat.JSON), COLUMNS)) {
            writer.write(new Object[] {(long) n});
            writer.complete();
        }
    }

    private ResultPack pack() {
        return new PackWriter(
                new ResultKey(new ScheduleId(BATCH, 1), 7),
                key -> {
                    throw new AssertionError("all are small");
                },
                key -> disk,
                1_000);
    }

    /** Half a result may stand where the next one is thought to begin. */
    @Test
    void aPackIsNeverCompleteOnceAResultDidNotFit() throws IOException {
        try (ResultPack pack = pack()) {
            write(pack, 1);
            disk.full = true;
            assertThatThrownBy(() -> write(pack, 2)).hasMessage("full");
            disk.full = false;
            assertThatThrownBy(() -> write(pack, 3)).hasMessage("full");
            assertThatThrownBy(pack::complete).hasMessage("full");
        }
        assertThat(disk.committed).isFalse();
    }

    @Test
    void aPackOfNothingIsNoFile() throws IOException {
        try (ResultPack pack = new PackWriter(
                new ResultKey(new ScheduleId(BATCH, 1), 7),
                key -> disk,
                key -> {
                    throw new AssertionError("opened");
                },
                1_000)) {
            pack.complete();
        }
        assertThat(disk.committed).isFalse();
    }

    /** Takes half of what is written while it is full. */
    private static final class Disk implements ResultSink {

        private boolean full;
        private boolean committed;

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            bytes.position(full ? bytes.limit() / 2 : bytes.limit());
            if (full) {
                throw new IOException("full");
            }
        }

        @Override
        public void commit() {
            committed = true;
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}
