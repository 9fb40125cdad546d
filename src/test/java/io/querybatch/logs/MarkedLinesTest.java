package io.querybatch.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.launcher.JsonLinesTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MarkedLinesTest {

    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger LOG = Logger.getLogger("io.querybatch.logs.MarkedLinesTest");

    private final MarkedLines marked = new MarkedLines();
    private final Lines lines = new Lines(new SimpleFormatter());

    /** Keeps messages, or whole lines of a formatter of the uber-jar. */
    private static final class Lines extends Handler {

        private final List<String> written = new ArrayList<>();

        Lines(Formatter formatter) {
            setFormatter(formatter);
        }

        @Override
        public void publish(LogRecord line) {
            boolean foreign = getFormatter() instanceof SimpleFormatter;
            written.add(foreign ? line.getMessage() : getFormatter().format(line));
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @BeforeEach
    void listen() {
        ROOT.addHandler(lines);
        marked.install();
    }

    @AfterEach
    void stop() {
        marked.uninstall();
        ROOT.removeHandler(lines);
    }

    private static LogContext.Work request(String id) {
        LogContext.Work work = LogContext.begin();
        work.note(LogField.REQUEST_ID, id);
        return work;
    }

    @Test
    void marksLinesOfARequestAndNoneBeforeOrAfter() {
        LOG.info("before");
        try (LogContext.Work work = request("ours")) {
            work.note(LogField.CALLER_REQUEST_ID, "theirs-1");
            LOG.info("during");
        }
        LOG.info("after");
        assertThat(lines.written)
                .containsExactly("before", "[request_id=ours caller_request_id=theirs-1] during", "after");
    }

    @Test
    void whatIsFoundOutWithinAPieceOfWorkEndsWithIt() {
        try (LogContext.Work request = request("ours")) {
            request.note(LogField.TENANT, "acme");
            try (LogContext.Work query = LogContext.within()) {
                query.note(LogField.QUERY, "qrb_1_query_2");
                LOG.info("query");
            }
            LOG.info("request");
        }
        assertThat(lines.written)
                .containsExactly(
                        "[request_id=ours tenant=acme query=qrb_1_query_2] query", "[request_id=ours tenant=acme] request");
    }

    @Test
    void aNewPieceOfWorkKnowsNothingOfTheOneAround() {
        try (LogContext.Work request = request("ours")) {
            request.note(LogField.TENANT, "acme");
            try (LogContext.Work other = LogContext.begin()) {
                other.note(LogField.BATCH_ID, "qrb_2");
                LOG.info("other");
            }
        }
        assertThat(lines.written).containsExactly("[batch_id=qrb_2] other");
    }

    @Test
    void outsideOfAnyPieceOfWorkNothingIsRemembered() {
        LogContext.note(LogField.TENANT, "acme");
        LOG.info("line");
        assertThat(lines.written).containsExactly("line");
    }

    @Test
    void workForAnotherThreadIsMarkedThereAndLeavesNothingBehind() throws ExecutionException, InterruptedException {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (LogContext.Work request = request("ours")) {
            Runnable carried = LogContext.carried(() -> LOG.info("carried"));
            request.note(LogField.TENANT, "too late");
            thread.submit(carried).get();
            thread.submit(() -> LOG.info("next")).get();
        } finally {
            thread.shutdownNow();
        }
        assertThat(lines.written).containsExactly("[request_id=ours] carried", "next");
    }

    @Test
    void aTenantCannotForgeALineOrAMark() {
        try (LogContext.Work request = request("ours")) {
            request.note(LogField.TENANT, "a] \"b\n2026-01-01 SEVERE forged");
            LOG.info("line");
        }
        assertThat(lines.written)
                .containsExactly("[request_id=ours tenant=\"a] \\\"b\\u000a2026-01-01 SEVERE forged\"] line");
    }

    @Test
    void bracesOfWhatIsLoggedAreNotFilledIn() {
        try (LogContext.Work request = request("ours")) {
            LOG.log(Level.INFO, "{0} and {1}", new Object[] {"{1}", 7});
            assertThat(lines.written).containsExactly("[request_id=ours] {1} and 7");
            request.note(LogField.TENANT, "{0}");
            LOG.info("{0}");
        }
        assertThat(lines.written.get(1)).isEqualTo("[request_id=ours tenant=\"{0}\"] {0}");
    }

    @Test
    void theUberJarsOwnLinesGetNamesAndValues() {
        Lines json = new Lines(JsonLinesTest.formatter());
        ROOT.addHandler(json);
        try (LogContext.Work request = request("ours")) {
            request.note(LogField.TENANT, "acme");
            LOG.log(Level.WARNING, "{0} is not filled in twice", "{0}");
        } finally {
            ROOT.removeHandler(json);
        }
        assertThat(json.written)
                .singleElement()
                .asString()
                .endsWith("\"message\":\"{0} is not filled in twice\",\"request_id\":\"ours\",\"tenant\":\"acme\"}\n");
    }

    @Test
    void leavesTheLoggersAsTheyWere() {
        marked.uninstall();
        try (LogContext.Work request = request("ours")) {
            request.note(LogField.TENANT, "acme");
            LOG.info("line");
        }
        assertThat(lines.written).containsExactly("line");
    }
}
