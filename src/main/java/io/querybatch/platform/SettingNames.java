package io.querybatch.platform;

import io.querybatch.query.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The names of all settings, and those that somebody set in vain: a misspelt one would quietly leave its default in place. A
 * test compares them with what is read and with what is described.
 */
final class SettingNames {

    /** What a setting of a secret is called whose content is in a file: the environment's {@code …_FILE}. */
    static final String FILE = ".file";

    /** What may be in a file of its own. */
    static final Set<String> SECRETS = Set.of(
            "querybatch.api-keys.secret",
            "querybatch.db.password",
            "querybatch.results.keys",
            "querybatch.s3.access-key",
            "querybatch.s3.secret-key",
            "querybatch.traces.headers",
            "querybatch.webhooks.key");

    private static final Set<String> OWN = Set.of(
            "querybatch.access-claim",
            "querybatch.access-required",
            "querybatch.address",
            "querybatch.api-keys.secret",
            "querybatch.audit.retention",
            "querybatch.catalog",
            "querybatch.db.jndi",
            "querybatch.db.password",
            "querybatch.db.url",
            "querybatch.db.user",
            "querybatch.dev",
            "querybatch.drain",
            "querybatch.duckdb.memory-limit",
            "querybatch.duckdb.open-late",
            "querybatch.duckdb.threads",
            "querybatch.executor.jndi",
            "querybatch.home",
            "querybatch.jdbc.connection-timeout",
            "querybatch.limits.accounts",
            "querybatch.limits.address-requests-per-hour",
            "querybatch.limits.address-requests-per-second",
            "querybatch.limits.body-bytes",
            "querybatch.limits.fields",
            "querybatch.limits.items",
            "querybatch.limits.json-depth",
            "querybatch.limits.queries",
            "querybatch.limits.result-bytes",
            "querybatch.limits.tenant-requests-at-once",
            "querybatch.limits.tenant-requests-per-hour",
            "querybatch.limits.tenant-requests-per-second",
            "querybatch.log.format",
            "querybatch.max-attempts",
            "querybatch.node.heartbeat",
            "querybatch.node.timeout",
            "querybatch.port",
            "querybatch.quotas.bytes-per-month",
            "querybatch.quotas.open-batches",
            "querybatch.quotas.open-queries",
            "querybatch.quotas.queries-per-day",
            "querybatch.quotas.rows-per-month",
            "querybatch.quotas.stored-bytes",
            "querybatch.results",
            "querybatch.results.encrypted-only",
            "querybatch.results.keys",
            "querybatch.retry-pause",
            "querybatch.s3.access-key",
            "querybatch.s3.connect-timeout",
            "querybatch.s3.endpoint",
            "querybatch.s3.path-style",
            "querybatch.s3.region",
            "querybatch.s3.secret-key",
            "querybatch.s3.timeout",
            "querybatch.scan-width",
            "querybatch.slot-scans",
            "querybatch.schedules.grace",
            "querybatch.schedules.per-tenant",
            "querybatch.schedules.shortest-interval",
            "querybatch.share-answers",
            "querybatch.tenant-claim",
            "querybatch.tenant.concurrency",
            "querybatch.tenant.weights",
            "querybatch.threads.jndi",
            "querybatch.timezone",
            "querybatch.traces.endpoint",
            "querybatch.traces.headers",
            "querybatch.traces.ratio",
            "querybatch.trusted-proxy",
            "querybatch.webhooks.connect-timeout",
            "querybatch.webhooks.hosts",
            "querybatch.webhooks.http",
            "querybatch.webhooks.key",
            "querybatch.webhooks.networks",
            "querybatch.webhooks.retry-for",
            "querybatch.webhooks.retry-pause",
            "querybatch.webhooks.timeout",
            "querybatch.workers",
            "querybatch.workers.reserved");

    static final Set<String> KNOWN = Stream.concat(
                    OWN.stream(), SECRETS.stream().map(secret -> secret + FILE))
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> VARIABLES =
            KNOWN.stream().map(SettingNames::variable).collect(Collectors.toUnmodifiableSet());

    private static final String PREFIX = "querybatch.";
    private static final String VARIABLE_PREFIX = "QUERYBATCH_";

    /** What clients on the same machine use; what orchestrators say of a service called querybatch; and our own note. */
    private static final Pattern OF_OTHERS = Pattern.compile(
            "QUERYBATCH_(TOKEN|URL|SERVICE_.*|PORT_\\d.*)|" + StartupException.REASON.replace(".", "\\."));

    private SettingNames() {}

    /**
     * A warning for each name that looks like a setting and is none; it never has the value.
     *
     * @param given names of system properties, environment variables, and whatever else was set
     * @param referred names that the catalog refers to
     */
    static List<String> warnings(Iterable<String> given, Set<String> referred) {
        Set<String> all = StreamSupport.stream(given.spliterator(), false).collect(Collectors.toSet());
        return all.stream()
                .filter(name -> !isGuessed(name, all))
                .filter(name -> !referred.contains(name))
                .filter(name -> !OF_OTHERS.matcher(name).matches())
                .map(SettingNames::warning)
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .toList();
    }

    /** WildFly adds to each variable what it could be called as a property: {@code querybatch.db.url} for {@code QUERYBATCH_DB_URL}. */
    private static boolean isGuessed(String name, Set<String> all) {
        return name.startsWith(PREFIX) && all.contains(variable(name));
    }

    private static Optional<String> warning(String name) {
        if (name.startsWith(PREFIX)) {
            return warning(name, name, KNOWN);
        }
        String variable = name.toUpperCase(Locale.ROOT);
        return variable.startsWith(VARIABLE_PREFIX) ? warning(name, variable, VARIABLES) : Optional.empty();
    }

    private static Optional<String> warning(String name, String normal, Set<String> known) {
        if (known.contains(normal)) {
            return Optional.empty();
        }
        String meant = Spelling.nearest(normal, known)
                .map(setting -> ", did you mean " + setting + "?")
                .orElse("");
        return Optional.of(name + ": there is no such setting" + meant);
    }

    /** As MicroProfile Config looks for it. */
    private static String variable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
