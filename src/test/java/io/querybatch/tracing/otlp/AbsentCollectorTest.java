package io.querybatch.tracing.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.OtlpReceiver;
import io.querybatch.testing.OtlpReceiver.Span;
import io.querybatch.testing.Poll;
import io.querybatch.tracing.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A collector that is away, refuses or is silent costs its spans, a line of the log and nothing else. */
class AbsentCollectorTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** Held here: a logger that nobody holds forgets its handlers. */
    private static final Logger LOG = Logger.getLogger(WatchedExporter.class.getName());

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().formatMessage(line));
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
        LOG.addHandler(handler);
    }

    @AfterEach
    void stop() {
        LOG.removeHandler(handler);
    }

    private static Traces traces(OtlpReceiver receiver) {
        return new TraceExport(receiver.endpoint(), Map.of(), 1, "reports", "node-1").start(Clock.systemUTC());
    }

    private static void request(Traces traces) {
        traces.request("r", "GET", "http", name -> null).end("/health", 200);
    }

    private static void requests(Traces traces, int amount) {
        for (int i = 0; i < amount; i++) {
            request(traces);
        }
    }

    /** One more request to the collector, with what it comes to. */
    private static void told(Traces traces, OtlpReceiver receiver) {
        int before = receiver.headers().size();
        request(traces);
        Poll.until(LONGEST, "the collector was asked", () -> receiver.headers().size() > before);
    }

    private static List<String> senders() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("BatchSpanProcessor") || name.startsWith("jdkhttp-"))
                .toList();
    }

    @Test
    void thatSpansAreLostAndThatTheyArriveAgainIsSaidOnceEach() {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                Traces traces = traces(receiver)) {
            receiver.refuse(401, 400, 401);
            told(traces, receiver);
            told(traces, receiver);
            told(traces, receiver);
            told(traces, receiver);
            told(traces, receiver);
            Poll.until(LONGEST, "spans arrive", () -> receiver.spans().size() == 2);
        }
        assertThat(lines)
                .containsExactly(
                        "querybatch.traces.endpoint: spans are lost: the collector answers 401",
                        "querybatch.traces.endpoint: spans arrive again");
    }

    @Test
    void aCollectorThatIsNotThereIsSaidToBeAwayByTheEnd() {
        OtlpReceiver gone = OtlpReceiver.start();
        gone.close();
        try (Traces traces = traces(gone)) {
            request(traces);
        }
        Poll.until(LONGEST, "nobody sends", () -> senders().isEmpty());
        assertThat(lines)
                .containsExactly("querybatch.traces.endpoint: spans are lost: the collector cannot be reached");
    }

    @Test
    @Timeout(120)
    void nobodyWaitsForACollectorThatIsSilentAndNoMoreThanAQueueIsKeptForIt() {
        try (OtlpReceiver receiver = OtlpReceiver.silent()) {
            try (Traces traces = traces(receiver)) {
                told(traces, receiver);
                requests(traces, 30_000);
                receiver.answer();
                Poll.until(
                        LONGEST, "what was kept arrives", () -> receiver.spans().size() > 16_384);
            }
            assertThat(receiver.spans().stream().map(Span::id).distinct()).hasSizeBetween(16_384, 20_000);
        }
    }

    @Test
    void whatASilentCollectorDidNotTakeIsGivenUpWhenTheServerEnds() {
        try (OtlpReceiver receiver = OtlpReceiver.silent()) {
            try (Traces traces = traces(receiver)) {
                told(traces, receiver);
                requests(traces, 10_000);
            }
            Poll.until(LONGEST, "nobody sends", () -> senders().isEmpty());
            assertThat(receiver.headers()).hasSize(1);
        }
    }
}
