package io.querybatch.platform;

import io.querybatch.catalog.Variables;
import io.querybatch.limits.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The settings of the server, read once from MicroProfile Config: {@code querybatch.db.url} is the same as the
 * environment variable {@code QUERYBATCH_DB_URL}. {@code server-config/querybatch.properties} describes them, and a test
 * holds the two together. What one feature is told has a class of its own, such as {@link ExecutionSettings}.
 */
public final class Settings {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

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

    /** Name of a data source of the application server that is used instead of a URL. */
    Optional<String> dbJndi() {
        Optional<String> name = given("querybatch.db.jndi").map(String::strip);
        if (name.isPresent() && given("querybatch.db.url").isPresent()) {
            throw new StartupException("querybatch.db.jndi: is set, and so is querybatch.db.url");
        }
        return name;
    }

    /** The setting that says where the store is. */
    String storeSetting() {
        return dbJndi().isPresent() ? "querybatch.db.jndi" : "querybatch.db.url";
    }

    /** Whether the store is a database of this process, H2: a data source of the server never is. */
    boolean storeIsEmbedded() {
        return dbJndi().isEmpty() && StoreUrl.isH2(dbUrl());
    }

    /** Name of the server's managed executor that queries run in; without one they have threads of the application. */
    Optional<String> executorJndi() {
        return given("querybatch.executor.jndi").map(String::strip);
    }

    /** Name of the managed factory that makes the threads of the application. */
    String threadsJndi() {
        return text("querybatch.threads.jndi", ThreadProducers.OWN);
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

    /** Requests of a tenant that are let through. */
    public Rate tenantRate() {
        return new Rate(
                limit("querybatch.limits.tenant-requests-per-second", 500),
                limit("querybatch.limits.tenant-requests-per-hour", 1_000_000));
    }

    /** Requests from an address that are let through. */
    public Rate addressRate() {
        return new Rate(
                limit("querybatch.limits.address-requests-per-second", 1_000),
                limit("querybatch.limits.address-requests-per-hour", 2_000_000));
    }

    /** Requests of a tenant that are served at the same time. */
    public int requestsAtOnce() {
        return limit("querybatch.limits.tenant-requests-at-once", 32);
    }

    public int jsonDepth() {
        return number("querybatch.limits.json-depth", 64);
    }

    public long resultBytes() {
        return value("querybatch.limits.result-bytes", Long::parseLong, 1_073_741_824L);
    }

    /** Whether queries that ask the same run once. */
    public boolean shareAnswers() {
        return value("querybatch.share-answers", Settings::flag, true);
    }

    static boolean flag(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException("must be true or false");
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

    /** Whether files are opened when they are first used, instead of before the server is ready. */
    public boolean duckDbOpensLate() {
        return value("querybatch.duckdb.open-late", Settings::flag, false);
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

    int number(String name, int absent) {
        int number = value(name, Integer::parseInt, absent);
        if (number < 1) {
            throw new StartupException(name + ": must be at least 1");
        }
        return number;
    }

    /** At least 0, which stands for none. */
    private int limit(String name, int absent) {
        int limit = value(name, Integer::parseInt, absent);
        if (limit < 0) {
            throw new StartupException(name + ": must be at least 0");
        }
        return limit;
    }

    String text(String name, String absent) {
        return value(name, Function.identity(), absent);
    }

    /** So many random bytes in base64, or none; what cannot be read is not quoted, for it is a secret all the same. */
    byte[] secret(String name, int bytes) {
        try {
            byte[] secret = Base64.getDecoder().decode(text(name, ""));
            if (secret.length == 0 || secret.length == bytes) {
                return secret;
            }
        } catch (IllegalArgumentException e) {
            // The message for people follows.
        }
        throw new StartupException(name + ": must be the base64 of " + bytes + " bytes");
    }

    /** A value that the message of an error must not show. */
    <T> T secret(String name, Function<String, T> parser, T absent) {
        try {
            return value(name, parser, absent);
        } catch (StartupException e) {
            throw new StartupException(name + ": cannot be read");
        }
    }

    <T> T value(String name, Function<String, T> parser, T absent) {
        Optional<String> text = given(name);
        try {
            return text.map(String::strip).map(parser).orElse(absent);
        } catch (RuntimeException e) {
            throw new StartupException(name + ": \"" + text.orElse("") + "\" cannot be read", e);
        }
    }

    /** What somebody set; a secret may be the content of a file instead, as orchestrators hand them out. */
    private Optional<String> given(String name) {
        Optional<String> text = config.getOptionalValue(name, String.class);
        if (!SettingNames.SECRETS.contains(name)) {
            return text;
        }
        Optional<String> file = config.getOptionalValue(name + SettingNames.FILE, String.class);
        if (text.isPresent() && file.isPresent()) {
            throw new StartupException(name + ": is set, and so is " + name + SettingNames.FILE);
        }
        return file.map(path -> contents(name + SettingNames.FILE, path)).or(() -> text);
    }

    private static String contents(String name, String file) {
        try {
            return Files.readString(Path.of(file.strip()));
        } catch (IOException | InvalidPathException e) {
            throw new StartupException(name + ": the file cannot be read", e);
        }
    }
}
