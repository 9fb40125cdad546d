package io.querybatch.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Prepares the server that Arquillian starts: the real WAR, a key made for this run, and the store that {@code it.store}
 * names, {@code h2} or {@code postgresql}. Arquillian reads its settings once, before the first test; hence a listener.
 */
public final class ServerUnderTest implements LauncherSessionListener {

    /** Name of the WAR as it is shipped. */
    static final String SHIPPED = "ROOT.war";

    private static final Tokens TOKENS = Tokens.fresh();
    private static final long BODY_LIMIT = 1_000_000;
    private static final int LONGEST_FAULT = 4_000;
    private static volatile Path home;

    /** Limits are small, so that tests can reach them. */
    private static final Map<String, String> LIMITS = Map.of(
            "querybatch.limits.body-bytes", String.valueOf(BODY_LIMIT),
            "querybatch.limits.items", "200",
            "querybatch.limits.queries", "10000",
            "querybatch.limits.fields", "20",
            "querybatch.limits.accounts", "300");

    /** For tenants that are named so; all others have none. */
    private static final Map<String, String> QUOTAS = Map.of(
            "querybatch.quotas.queries-per-day", "quota-queries=5",
            "querybatch.quotas.open-batches", "quota-batches=1",
            "querybatch.quotas.rows-per-month", "quota-rows=2",
            "querybatch.quotas.stored-bytes", "quota-bytes=1");

    /** Tokens that the server accepts. */
    public static Tokens tokens() {
        return TOKENS;
    }

    /** Calls the server, wherever Arquillian says it is, as somebody of a tenant who may do everything with queries. */
    public static Api api(URL url, String tenant) {
        return new Api(URI.create(url.toString()), TOKENS.token().tenant(tenant).sign());
    }

    /** The same for somebody who may see one account of FLIGHTS and nothing else. */
    public static Api api(URL url, String tenant, String account) {
        JsonObject access = Json.createObjectBuilder()
                .add("FLIGHTS", Json.createArrayBuilder().add(account))
                .build();
        return new Api(
                URI.create(url.toString()),
                TOKENS.token().tenant(tenant).claim("ds_access", access).sign());
    }

    /** A tenant of a test's own, so that no other test's batches wait before its own. */
    public static String newTenant() {
        return "tenant-" + UUID.randomUUID();
    }

    /** Folder of the results of a batch, which has some; {@code batch} is its id or its address. */
    public static Path results(String batch) throws IOException {
        String name = batch.substring(batch.lastIndexOf('/') + 1);
        try (Stream<Path> shards = Files.list(results())) {
            return shards.map(shard -> shard.resolve(name))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Most bytes that the server takes. */
    public static long bodyLimit() {
        return BODY_LIMIT;
    }

    /** Where the server unpacks itself. */
    static Path unpacked() {
        return home.resolve("tmp");
    }

    /** Folder of the server's results. */
    public static Path results() {
        return home.resolve("results");
    }

    /** What the server says. */
    static Path log() {
        return home.resolve("server.log");
    }

    /** The latest unexpected error in the log of the server; nothing if there was none. */
    static Optional<String> lastFault() throws IOException {
        if (home == null || !Files.exists(log())) {
            return Optional.empty();
        }
        String said = Files.readString(log());
        int begin = said.lastIndexOf("unexpected error");
        return begin < 0
                ? Optional.empty()
                : Optional.of(said.substring(begin, Math.min(said.length(), begin + LONGEST_FAULT)));
    }

    /** The WAR as it is shipped. */
    public static WebArchive war() {
        return war(SHIPPED);
    }

    /** The same under another name, for a test that changes it. */
    public static WebArchive war(String name) {
        return ShrinkWrap.create(ZipImporter.class, name)
                .importFrom(Project.war().toFile())
                .as(WebArchive.class);
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("it.store") == null) {
            return;
        }
        try {
            Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")));
            home = Files.createTempDirectory(
                    Files.createDirectories(Project.target().resolve("it")), "home");
            Files.createDirectories(unpacked());
            Path key = Files.writeString(home.resolve("key.pem"), TOKENS.publicKeyPem());
            Map<String, String> settings = new LinkedHashMap<>(LIMITS);
            settings.putAll(QUOTAS);
            settings.put("querybatch.home", home.toString());
            settings.put("querybatch.catalog", Project.catalog().toString());
            settings.put("mp.jwt.verify.publickey.location", key.toUri().toString());
            settings.putAll(ServerKind.current().settings());
            settings.putAll(TestStore.fresh().settings());
            settings.put("querybatch.api-keys.secret", secret(1) + "," + secret(2));
            settings.put("java.io.tmpdir", unpacked().toString());
            System.setProperty("it.jvm", "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 " + asOptions(settings));
            // Not our log settings: Arquillian reads from the server's own chatter that it has started.
            System.setProperty(
                    "it.micro", "--disablephonehome --prebootcommandfile " + preBoot(home) + " --logtofile " + log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String secret(int number) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) number);
        return Base64.getEncoder().encodeToString(secret);
    }

    private static String asOptions(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> "-D" + entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    private static Path preBoot(Path home) throws IOException {
        String shipped =
                Files.readString(Project.base().resolve("src/main/resources/io/querybatch/launcher/preboot.txt"));
        String loopback = "set configs.config.server-config.network-config.network-listeners.network-listener"
                + ".http-listener.address=127.0.0.1\n";
        return Files.writeString(home.resolve("preboot.txt"), shipped + loopback);
    }
}
