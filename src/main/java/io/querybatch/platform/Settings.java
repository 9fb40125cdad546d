package io.querybatch.platform;

import io.querybatch.catalog.Variables;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Every setting of the server, read once from MicroProfile Config: {@code querybatch.db.url} is the same as the
 * environment variable {@code QUERYBATCH_DB_URL}. {@code server-config/querybatch.properties} describes them, and a test
 * holds the two together.
 */
public final class Settings {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** What OpenTelemetry calls its own settings. */
    private static final String OTLP = "otel.exporter.otlp.";

    private final Config config;

    Settings(Config config) {
        this.config = config;
    }

    /** The settings of this application. */
    public static Settings current() {
        // Not the thread's class loader: while a server deploys, a thread may have none.
        return new Settings(ConfigProvider.getConfig(Settings.class.getClassLoader()));
    }

    /** Folder of everything the server keeps by itself. */
    public Path home() {
        return Path.of(text("querybatch.home", System.getProperty("user.home") + "/.querybatch"))
                .toAbsolutePath()
                .normalize();
    }

    /** Folder of the catalog files. */
    public Path catalog() {
        return path("querybatch.catalog", home().resolve("catalog"));
    }

    /** Where the results are: a folder, or {@code s3://bucket/prefix}. */
    public String results() {
        return text("querybatch.results", home().resolve("results").toString());
    }

    public String dbUrl() {
        return text("querybatch.db.url", StoreUrl.embedded(home().resolve("db").resolve("querybatch")));
    }

    public String dbUser() {
        return text("querybatch.db.user", "querybatch");
    }

    public String dbPassword() {
        return text("querybatch.db.password", "");
    }

    /** Whether {@code Forwarded} and {@code X-Forwarded-*} headers are believed. */
    public boolean trustedProxy() {
        return value("querybatch.trusted-proxy", Settings::flag, false);
    }

    public String tenantClaim() {
        return text("querybatch.tenant-claim", "tenant");
    }

    public String accessClaim() {
        return text("querybatch.access-claim", "ds_access");
    }

    /** Whether a token without the access claim gives access to nothing instead of to everything. */
    public boolean accessRequired() {
        return value("querybatch.access-required", Settings::flag, false);
    }

    /** Zone in which relative dates are resolved when a query names none. */
    public ZoneId timezone() {
        return value("querybatch.timezone", ZoneId::of, ZoneOffset.UTC);
    }

    public long bodyBytes() {
        return value("querybatch.limits.body-bytes", Long::parseLong, 33_554_432L);
    }

    public int items() {
        return number("querybatch.limits.items", 10_000);
    }

    public int queries() {
        return number("querybatch.limits.queries", 100_000);
    }

    public int fields() {
        return number("querybatch.limits.fields", 100);
    }

    public int accounts() {
        return number("querybatch.limits.accounts", 1_000);
    }

    public int jsonDepth() {
        return number("querybatch.limits.json-depth", 64);
    }

    public long resultBytes() {
        return value("querybatch.limits.result-bytes", Long::parseLong, 1_073_741_824L);
    }

    /** Most queries running at once on this server. */
    public int workers() {
        return number("querybatch.workers", Math.max(4, 2 * CORES));
    }

    /** How many of the workers batches leave free for queries that somebody waits for; fewer than all of them. */
    public int reservedWorkers() {
        int reserved = value("querybatch.workers.reserved", Integer::parseInt, workers() / 4);
        if (reserved < 0 || reserved >= workers()) {
            throw new StartupException(
                    "querybatch.workers.reserved: must be from 0 to one less than querybatch.workers");
        }
        return reserved;
    }

    /** Most queries of one tenant running at once, on all nodes together. */
    public int tenantConcurrency() {
        return number("querybatch.tenant.concurrency", Integer.MAX_VALUE);
    }

    /** Turns a tenant gets where others get one: {@code acme=3,globex=2}. */
    public Map<String, Integer> tenantWeights() {
        return value("querybatch.tenant.weights", Settings::weights, Map.of());
    }

    private static Map<String, Integer> weights(String text) {
        Map<String, Integer> weights = new HashMap<>();
        for (String entry : text.split(",", -1)) {
            int equals = entry.lastIndexOf('=');
            int weight = Integer.parseInt(entry.substring(equals + 1).strip());
            if (weight < 1 || weights.put(entry.substring(0, equals).strip(), weight) != null) {
                throw new IllegalArgumentException(entry);
            }
        }
        return weights;
    }

    public Duration heartbeat() {
        return value("querybatch.node.heartbeat", Duration::parse, Duration.ofSeconds(2));
    }

    public Duration nodeTimeout() {
        return value("querybatch.node.timeout", Duration::parse, Duration.ofSeconds(10));
    }

    public int maxAttempts() {
        return number("querybatch.max-attempts", 3);
    }

    /** Pause after the first attempt that failed for a passing reason. */
    public Duration retryPause() {
        return value("querybatch.retry-pause", Duration::parse, Duration.ofSeconds(2));
    }

    /** Most queries of a batch that one scan may answer. */
    public int scanWidth() {
        return number("querybatch.scan-width", 500);
    }

    /** Most scans that one slot may be for, one after the other. */
    public int slotScans() {
        return number("querybatch.slot-scans", 100);
    }

    /** Whether queries that ask the same run once. */
    public boolean shareAnswers() {
        return value("querybatch.share-answers", Settings::flag, true);
    }

    /** Most schedules of one tenant. */
    public int schedulesOfTenant() {
        return number("querybatch.schedules.per-tenant", 100);
    }

    /** Least time between two due times of a schedule. */
    public Duration scheduleInterval() {
        return value("querybatch.schedules.shortest-interval", Duration::parse, Duration.ofMinutes(1));
    }

    /** How late the run of a schedule may start and still be no missed one. */
    public Duration scheduleGrace() {
        return value("querybatch.schedules.grace", Duration::parse, Duration.ofMinutes(5));
    }

    static boolean flag(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException("must be true or false");
    }

    /** How long queries may go on when the server is told to end. */
    public Duration drain() {
        return value("querybatch.drain", Duration::parse, Duration.ofSeconds(10));
    }

    /** Where spans are sent to: the full address of a collector for traces. */
    public Optional<URI> tracesEndpoint() {
        return Optional.ofNullable(this.<URI>value("querybatch.traces.endpoint", Settings::collector, null))
                .or(() -> Optional.ofNullable(value(OTLP + "traces.endpoint", Settings::address, null)))
                .or(() -> Optional.ofNullable(value(OTLP + "endpoint", Settings::collector, null)));
    }

    /** With the path that collectors have for traces, unless it has one. */
    private static URI collector(String text) {
        URI address = address(text);
        String path = address.getPath();
        return path == null || path.isEmpty() || path.equals("/") ? address.resolve("/v1/traces") : address;
    }

    private static URI address(String text) {
        URI address = URI.create(text);
        if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme())) {
            throw new IllegalArgumentException("must be an http or https URL");
        }
        return address;
    }

    /** Headers for the collector: {@code name=value,name=value}, percent-encoded as OpenTelemetry has them. */
    public Map<String, String> tracesHeaders() {
        Map<String, String> ofOthers = secret(OTLP + "headers", Settings::headers, Map.of());
        return secret("querybatch.traces.headers", Settings::headers, ofOthers);
    }

    private static Map<String, String> headers(String text) {
        Map<String, String> headers = new HashMap<>();
        for (String entry : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            String value = URLDecoder.decode(entry.substring(equals + 1).strip().replace("+", "%2B"), StandardCharsets.UTF_8);
            headers.put(entry.substring(0, equals).strip(), value);
        }
        return headers;
    }

    /** How many of the requests that come without a trace begin one. */
    public double tracesRatio() {
        return value("querybatch.traces.ratio", Settings::ratio, 1.0);
    }

    private static double ratio(String text) {
        double ratio = Double.parseDouble(text);
        if (ratio >= 0 && ratio <= 1) {
            return ratio;
        }
        throw new IllegalArgumentException("must be from 0 to 1");
    }

    /** Name of this service in traces. */
    public String serviceName() {
        return text("otel.service.name", "querybatch");
    }

    /** How long it is known who did what. */
    public Duration auditRetention() {
        return value("querybatch.audit.retention", Duration::parse, Duration.ofDays(90));
    }

    public String duckDbMemoryLimit() {
        return text("querybatch.duckdb.memory-limit", "1GB");
    }

    public int duckDbThreads() {
        return number("querybatch.duckdb.threads", CORES);
    }

    /** Longest wait for a connection to a database of the catalog. */
    public Duration jdbcConnectionTimeout() {
        return value("querybatch.jdbc.connection-timeout", Duration::parse, Duration.ofSeconds(10));
    }

    /** What the catalog's references stand for. The environment first, since its values are never interpreted. */
    public Variables variables() {
        return new Variables(
                name -> Optional.ofNullable(System.getenv(name)).or(() -> config.getOptionalValue(name, String.class)));
    }

    /** The key that tokens are verified with, as the container reads it; only whether it is there matters here. */
    public Optional<String> verificationKey() {
        return config.getOptionalValue("mp.jwt.verify.publickey.location", String.class)
                .or(() -> config.getOptionalValue("mp.jwt.verify.publickey", String.class));
    }

    /** The names of everything that is set anywhere, settings of others among them. */
    Iterable<String> names() {
        return config.getPropertyNames();
    }

    private Path path(String name, Path absent) {
        return Path.of(text(name, absent.toString())).toAbsolutePath().normalize();
    }

    private int number(String name, int absent) {
        int number = value(name, Integer::parseInt, absent);
        if (number < 1) {
            throw new StartupException(name + ": must be at least 1");
        }
        return number;
    }

    String text(String name, String absent) {
        return value(name, Function.identity(), absent);
    }

    /** A value that the message of an error must not show. */
    private <T> T secret(String name, Function<String, T> parser, T absent) {
        try {
            return value(name, parser, absent);
        } catch (StartupException e) {
            throw new StartupException(name + ": cannot be read");
        }
    }

    <T> T value(String name, Function<String, T> parser, T absent) {
        Optional<String> text = config.getOptionalValue(name, String.class);
        try {
            return text.map(String::strip).map(parser).orElse(absent);
        } catch (RuntimeException e) {
            throw new StartupException(name + ": \"" + text.orElse("") + "\" cannot be read", e);
        }
    }
}
