package io.querybatch.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers as a test wants it to, one answer after the other, and remembers what it was asked. */
final class ScriptedServer implements AutoCloseable {

    private static final int STALLED = 1 << 20;

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

    ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** A request as it came. */
    record Asked(String method, String path, Map<String, String> headers, String body) {

        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    /** What to answer; {@code status} 0 hangs up without a word, {@code missing} bytes of the body never come. */
    record Answer(int status, Map<String, String> headers, String body, int missing) {

        Answer with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Answer(status, more, body, missing);
        }
    }

    static Answer answer(int status, String body) {
        return new Answer(status, Map.of(), body, 0);
    }

    /** An error of Querybatch's. */
    static Answer error(int status, String code) {
        return answer(
                status,
                "{\"meta\":{\"request_id\":\"r1\"},\"error\":{\"code\":\"" + code
                        + "\",\"message\":\"No.\",\"description\":\"Because.\"}}");
    }

    static Answer hangUp() {
        return new Answer(0, Map.of(), "", 0);
    }

    /** Hangs up after the body, of which there should have been more. */
    static Answer cutOff(String body) {
        return new Answer(200, Map.of(), body, 1);
    }

    /** Falls silent in the middle of the body and keeps the connection. */
    static Answer stalled(String body) {
        return new Answer(200, Map.of(), body, STALLED);
    }

    ScriptedServer then(Answer answer) {
        answers.add(answer);
        return this;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Answer answer = answers.isEmpty() ? error(500, "NOTHING_LEFT_TO_ANSWER") : answers.remove();
            if (answer.status != 0) {
                send(exchange, answer);
            }
        }
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
        answer.headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status, answer.status == 304 ? -1 : body.length + answer.missing);
        if (answer.status != 304) {
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            if (answer.missing == STALLED) {
                awaitClosed();
            }
        }
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdown();
    }
}
