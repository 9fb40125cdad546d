package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestLogTest {

    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger LOG = Logger.getLogger("io.querybatch.http.RequestLogTest");

    private final RequestLog requestLog = new RequestLog();
    private final Lines lines = new Lines();

    private static final class Lines extends Handler {

        private final List<String> messages = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            messages.add(line.getMessage());
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
        requestLog.install();
    }

    @AfterEach
    void stop() {
        RequestLog.end();
        requestLog.uninstall();
        ROOT.removeHandler(lines);
    }

    @Test
    void marksLinesOfARequestOnceAndOthersNot() {
        LOG.info("before");
        RequestLog.begin("ours", null);
        LOG.info("during");
        RequestLog.end();
        LOG.info("after");
        assertThat(lines.messages).containsExactly("before", "[ours] during", "after");
    }

    @Test
    void writesTheCallersOwnIdBesideOurs() {
        RequestLog.begin("ours", "theirs-1");
        LOG.info("line");
        assertThat(lines.messages).containsExactly("[ours caller=theirs-1] line");
    }

    @Test
    void leavesTheLoggersAsTheyWere() {
        requestLog.uninstall();
        RequestLog.begin("ours", null);
        LOG.info("line");
        assertThat(lines.messages).containsExactly("line");
    }
}
