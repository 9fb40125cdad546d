package io.querybatch.connectors.http;

import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.Key;
import io.querybatch.catalog.Variables;
import io.querybatch.query.Spelling;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code connection} of a catalog file; its keys are those of {@link ConnectionFormat}. */
final class ConnectionReader {

    private static final List<String> KEYS = Key.names(ConnectionFormat.KEYS);

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]", Pattern.CASE_INSENSITIVE);
    private static final String DURATION = "a duration such as PT5S";

    private final String dataSource;
    private final Map<String, String> connection;
    private final Variables variables;
    private final List<String> problems = new ArrayList<>();

    ConnectionReader(String dataSource, Map<String, String> connection, Variables variables) {
        this.dataSource = dataSource;
        this.connection = connection;
        this.variables = variables;
    }

    /**
     * Reads the settings.
     *
     * @throws CatalogException with everything that is wrong
     */
    RemoteSettings read() throws CatalogException {
        connection.keySet().stream().filter(key -> !KEYS.contains(key)).forEach(this::unknown);
        RemoteSettings settings = new RemoteSettings(
                url(),
                token(),
                connection.getOrDefault("ds_id", dataSource),
                connection.getOrDefault("ds_user", ""),
                value("requests_per_second", ConnectionReader::rate, 10.0, "a number from 0.001 to 10000"),
                value("min_poll_interval", ConnectionReader::time, Duration.ofMillis(500), DURATION),
                value("max_poll_interval", ConnectionReader::time, Duration.ofSeconds(15), DURATION),
                value("page_rows", text -> number(text, 100_000), 10_000, "a number from 1 to 100000"),
                value("page_bytes", text -> number(text, 1 << 30), 32 << 20, "a number from 1 to 1073741824"),
                value("connect_timeout", ConnectionReader::time, Duration.ofSeconds(10), DURATION),
                value("request_timeout", ConnectionReader::time, Duration.ofMinutes(1), DURATION));
        if (settings.pollFirst().compareTo(settings.pollMost()) > 0) {
            problem("min_poll_interval", "must not be longer than \"max_poll_interval\"");
        }
        if (!problems.isEmpty()) {
            throw new CatalogException(problems);
        }
        return settings;
    }

    private void unknown(String key) {
        String known = Spelling.nearest(key, KEYS)
                .map(word -> ", did you mean \"" + word + "\"?")
                .orElse("; known are " + String.join(", ", KEYS));
        problems.add(dataSource + ": connection: unknown key \"" + key + "\"" + known);
    }

    private URI url() {
        URI url = uri(connection.getOrDefault("url", ""));
        boolean plain = "http".equals(url.getScheme());
        if (url.getHost() == null || !(plain || "https".equals(url.getScheme()))) {
            problem("url", "must be an https URL, such as https://reports.example.com/v2");
        } else if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            problem("url", "must have neither user, query nor fragment");
        } else if (!url.equals(url.normalize())) {
            problem("url", "must not have . or .. in its path");
        } else if (plain && !allowsHttp() && !LOOPBACK.matcher(url.getHost()).matches()) {
            problem("url", "must be https, or the token could be read on its way; \"allow_http: true\" if you mean it");
        }
        return url;
    }

    private static URI uri(String text) {
        try {
            return new URI(text.replaceFirst("/+$", ""));
        } catch (URISyntaxException e) {
            return URI.create("");
        }
    }

    private boolean allowsHttp() {
        return value("allow_http", ConnectionReader::flag, false, "true or false");
    }

    private String token() {
        Matcher reference = REFERENCE.matcher(connection.getOrDefault("token", ""));
        if (!reference.matches()) {
            problem("token", "must name an environment variable, such as ${REPORTING_TOKEN}");
            return "";
        }
        String token = variables.expand(reference.group()).strip();
        if (!TOKEN.matcher(token).matches() || token.equals(reference.group())) {
            problem("token", "environment variable " + reference.group(1) + " is not set, or is no token");
            return "";
        }
        return token;
    }

    private <T> T value(String key, Function<String, T> parser, T absent, String form) {
        String text = connection.get(key);
        try {
            return text == null ? absent : parser.apply(text.strip());
        } catch (RuntimeException e) {
            problem(key, "must be " + form);
            return absent;
        }
    }

    private void problem(String key, String text) {
        problems.add(dataSource + ": connection: \"" + key + "\" " + text);
    }

    private static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException();
        }
        return text.equals("true");
    }

    private static double rate(String text) {
        double rate = Double.parseDouble(text);
        if (!(rate >= 0.001 && rate <= 10_000)) {
            throw new IllegalArgumentException();
        }
        return rate;
    }

    private static int number(String text, int most) {
        int number = Integer.parseInt(text);
        if (number < 1 || number > most) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static Duration time(String text) {
        Duration time = Duration.parse(text);
        if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException();
        }
        return time;
    }
}
