package io.querybatch.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Takes spans as a collector does: OTLP over HTTP, in protobuf, compressed. What is not of that form is answered with 400 and kept as a complaint. */
public final class OtlpReceiver implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Deque<Integer> refusals = new ArrayDeque<>();

    private final CountDownLatch open;

    private OtlpReceiver(HttpServer server, CountDownLatch open) {
        this.server = server;
        this.open = open;
    }

    /**
     * A span that arrived.
     *
     * @param kind by its number in {@code trace.proto}
     * @param parent empty if it has none
     * @param error whether its status is ERROR
     * @param links ids of the spans that it is linked with
     * @param resource what the process says of itself
     */
    public record Span(
            String name,
            int kind,
            String trace,
            String id,
            String parent,
            String state,
            long begin,
            long end,
            boolean error,
            Map<String, String> attributes,
            List<String> links,
            Map<String, String> resource) {}

    /** Begins to listen on loopback. */
    public static OtlpReceiver start() {
        OtlpReceiver receiver = silent();
        receiver.answer();
        return receiver;
    }

    /** Begins to listen, and answers nothing before it is told to. */
    public static OtlpReceiver silent() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            OtlpReceiver receiver = new OtlpReceiver(server, new CountDownLatch(1));
            server.createContext("/v1/traces", receiver::take);
            server.setExecutor(receiver.threads);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers what it was asked up to now, and whatever comes. */
    public void answer() {
        open.countDown();
    }

    /** The address that collectors are known by. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The address for traces. */
    public URI endpoint() {
        return base().resolve("/v1/traces");
    }

    /** Answers the next requests so, one each. */
    public void refuse(Integer... statuses) {
        synchronized (refusals) {
            refusals.addAll(List.of(statuses));
        }
    }

    /** What has arrived. */
    public List<Span> spans() {
        return List.copyOf(spans);
    }

    /** What has arrived under a name. */
    public List<Span> spans(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    /** Headers of the requests, refused ones too; names in lower case. */
    public List<Map<String, List<String>>> headers() {
        return List.copyOf(headers);
    }

    /** What was not as it should be. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, List<String>> names = new LinkedHashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> names.put(name.toLowerCase(Locale.ROOT), values));
            headers.add(names);
            open.await();
            exchange.sendResponseHeaders(status(exchange), -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int status(HttpExchange exchange) throws IOException {
        try (GZIPInputStream body = new GZIPInputStream(exchange.getRequestBody())) {
            List<Span> arrived = OtlpSpans.of(ExportTraceServiceRequest.parseFrom(body));
            Integer refusal;
            synchronized (refusals) {
                refusal = refusals.poll();
            }
            if (refusal != null) {
                return refusal;
            }
            spans.addAll(arrived);
            return 200;
        } catch (InvalidProtocolBufferException | RuntimeException e) {
            complaints.add(e.toString());
            return 400;
        }
    }

    @Override
    public void close() {
        open.countDown();
        server.stop(0);
        threads.shutdown();
    }
}
