package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.execution.sql.SqlStoreUnderTest;
import io.querybatch.logs.MarkedLines;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import io.querybatch.results.filesystem.FilesystemResultStore;
import io.querybatch.testing.Poll;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that workers log, over the real engine and a real store: each about its own query, whatever the thread did before. */
class WorkLogTest {

    private static final Logger LOG = Logger.getLogger(WorkLogTest.class.getName());

    @TempDir
    private Path folder;

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final MarkedLines marked = new MarkedLines();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (LOG.getName().equals(line.getLoggerName())) {
                lines.add(line.getMessage());
            }
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(handler);
        marked.install();
    }

    @AfterEach
    void stop() {
        marked.uninstall();
        Logger.getLogger("").removeHandler(handler);
    }

    private static SqlStoreUnderTest store() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
        return new SqlStoreUnderTest(source);
    }

    private static Submission batch(String tenant, char digit) {
        DateRange days = new DateRange(LocalDate.of(2001, 1, 1), LocalDate.of(2001, 1, 5));
        QuerySpec spec = new QuerySpec("FLIGHTS", List.of("ORD"), days, List.of("flights"), 1000);
        BatchItem item = new BatchItem(1, null, spec, List.of(), new SplitPolicy(true, true));
        return new Submission(id(digit), tenant, 5, false, 30, List.of(item));
    }

    private static BatchId id(char digit) {
        return new BatchId("qrb_" + String.valueOf(digit).repeat(20));
    }

    @Test
    void aLineOfAWorkerIsAboutTheQueryItRunsAndNoOther() {
        SqlStoreUnderTest tested = store();
        tested.submit(batch("acme", 'a'));
        tested.submit(batch("globex", 'b'));
        try (EngineNode node = new EngineNode(
                "here", 2, tested.store(), new FilesystemResultStore(folder, 1 << 20), claim -> LOG.info("run " + claim.query()))) {
            node.start();
            Poll.until(Duration.ofSeconds(30), "all queries have run", () -> lines.size() == 10);
        }
        assertThat(lines)
                .containsExactlyInAnyOrderElementsOf(List.of(
                        line("acme", 'a', 1), line("acme", 'a', 2), line("acme", 'a', 3), line("acme", 'a', 4),
                        line("acme", 'a', 5), line("globex", 'b', 1), line("globex", 'b', 2), line("globex", 'b', 3),
                        line("globex", 'b', 4), line("globex", 'b', 5)));
    }

    private static String line(String tenant, char digit, int n) {
        String query = id(digit) + "_query_" + n;
        return "[tenant=" + tenant + " batch_id=" + id(digit) + " query=" + query + "] run " + query;
    }
}
