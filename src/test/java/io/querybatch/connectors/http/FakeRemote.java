package io.querybatch.connectors.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A service on loopback that speaks the single-query API. It answers as the contract says unless it is told to behave
 * otherwise at the next requests to a path.
 */
final class FakeRemote implements AutoCloseable {

    static final String DATA = "/query/data/json";
    static final String STATUS = "/query/status";
    static final String RESULTS = "/query/results";
    static final String ACCOUNTS = "/query/accounts";
    static final String FIELDS = "/query/fields";

    private static final String PREFIX = "/enterprise/v2";

    static {
        // Otherwise every answer waits 40 ms for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Deque<Behaviour>> next = new ConcurrentHashMap<>();
    private final Map<String, Behaviour> usual = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    FakeRemote(RemoteTable table) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        usual.put(DATA, Behaviours.json(200, table.status("QUEUED")));
        usual.put(STATUS, Behaviours.json(200, table.status("SUCCESS")));
        usual.put(RESULTS, table::page);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** One way to answer. */
    interface Behaviour {
        void answer(HttpExchange exchange, Request request) throws IOException, InterruptedException;
    }

    /** What was asked. */
    record Request(String method, String path, Map<String, String> parameters, String body, String authorization) {}

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PREFIX;
    }

    /** The next requests to a path are answered so, in this order, each once. */
    void next(String path, Behaviour... behaviours) {
        next.computeIfAbsent(path, key -> new ArrayDeque<>()).addAll(List.of(behaviours));
    }

    /** From now on all requests to a path are answered so. */
    void always(String path, Behaviour behaviour) {
        usual.put(path, behaviour);
    }

    List<Request> requests() {
        return requests;
    }

    List<Request> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** How many connections the requests came over. */
    int connections() {
        return callers.size();
    }

    /** Leaves a request without an answer until the service is closed. */
    void hang() throws InterruptedException {
        closed.await();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = request(exchange);
            requests.add(request);
            callers.add(exchange.getRemoteAddress());
            behaviour(request.path()).answer(exchange, request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Behaviour behaviour(String path) {
        Deque<Behaviour> waiting = next.get(path);
        synchronized (this) {
            if (waiting != null && !waiting.isEmpty()) {
                return waiting.remove();
            }
        }
        return usual.getOrDefault(path, Behaviours.error(404, "NOT_FOUND"));
    }

    private static Request request(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> parameters = new ConcurrentHashMap<>();
        String query = exchange.getRequestURI().getQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            parameters.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return new Request(
                exchange.getRequestMethod(),
                path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path,
                parameters,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    }

    static OutputStream begin(HttpExchange exchange, int status, long length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, length);
        return exchange.getResponseBody();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
