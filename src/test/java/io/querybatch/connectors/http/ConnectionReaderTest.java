package io.querybatch.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.Key;
import io.querybatch.catalog.Variables;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionReaderTest {

    private static final Variables VARIABLES = new Variables(name ->
            Optional.ofNullable(Map.of("KEY", " s3cret\n", "BAD", "two words").get(name)));

    private final Map<String, String> connection =
            new HashMap<>(Map.of("url", "https://reports.example.com/enterprise/v2", "token", "${KEY}"));

    private RemoteSettings read() throws CatalogException {
        return new ConnectionReader("ADS", connection, VARIABLES).read();
    }

    private List<String> problems() {
        return catchThrowableOfType(CatalogException.class, this::read).problems();
    }

    @Test
    void addressAndTokenAreEnough() throws CatalogException {
        RemoteSettings settings = read();
        assertThat(settings)
                .isEqualTo(new RemoteSettings(
                        URI.create("https://reports.example.com/enterprise/v2"),
                        "s3cret",
                        "ADS",
                        "",
                        10,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(15),
                        10_000,
                        33_554_432,
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1)));
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void whatIsSaidToHoldWithoutAKeyHolds() throws CatalogException {
        RemoteSettings without = read();
        for (Key key : ConnectionFormat.KEYS) {
            if (key.absent().startsWith("`")) {
                connection.put(key.name(), key.absent().replace("`", ""));
            }
        }
        assertThat(connection).hasSize(10);
        assertThat(read()).isEqualTo(without);
    }

    @Test
    void everythingCanBeSet() throws CatalogException {
        connection.putAll(Map.of(
                "ds_id", "AW",
                "ds_user", "me@example.com",
                "requests_per_second", "0.5",
                "min_poll_interval", "PT2S",
                "max_poll_interval", "PT1M",
                "page_rows", "500",
                "page_bytes", "1000000",
                "connect_timeout", "PT3S",
                "request_timeout", "PT20S"));
        assertThat(read())
                .isEqualTo(new RemoteSettings(
                        URI.create("https://reports.example.com/enterprise/v2"),
                        "s3cret",
                        "AW",
                        "me@example.com",
                        0.5,
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(1),
                        500,
                        1_000_000,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(20)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/v2",
                "http://127.0.0.1:8080",
                "http://127.255.255.254",
                "http://[::1]:80/v2/",
                "https://reports.example.com",
                "https://reports.example.com:8443/a/b/"
            })
    void acceptsHttpsAndLoopback(String url) throws CatalogException {
        connection.put("url", url);
        assertThat(read().url().toString()).doesNotEndWith("/").isEqualTo(url.replaceFirst("/$", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://reports.example.com",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://10.0.0.1",
                "http://[::2]"
            })
    void sendsNoTokenInTheClearUnlessToldTo(String url) throws CatalogException {
        connection.put("url", url);
        assertThat(problems()).singleElement().asString().contains("must be https", "allow_http");
        connection.put("allow_http", "true");
        assertThat(read().url()).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | must be an https URL",
                "reports.example.com | must be an https URL",
                "ftp://reports.example.com | must be an https URL",
                "file:///etc/passwd | must be an https URL",
                "https:/v2 | must be an https URL",
                "https://a b | must be an https URL",
                "https://user:pass@reports.example.com | neither user",
                "https://reports.example.com/v2?a=b | neither user",
                "https://reports.example.com/v2#a | neither user",
                "https://reports.example.com/v2/../admin | . or .."
            })
    void refusesAddressesThatAreNoBase(String url, String problem) {
        connection.put("url", url);
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("ADS: connection: \"url\" ")
                .contains(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "$KEY", "${KEY} ", "${}", "x${KEY}", ""})
    void takesNoTokenFromTheFile(String token) {
        connection.put("token", token);
        assertThat(problems()).singleElement().asString().contains("must name an environment variable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${MISSING}", "${BAD}"})
    void needsATokenInTheEnvironment(String token) {
        connection.put("token", token);
        assertThat(problems()).singleElement().asString().contains("is not set").doesNotContain("two words");
    }

    @ParameterizedTest
    @CsvSource({
        "requests_per_second, 0",
        "requests_per_second, NaN",
        "requests_per_second, 1e9",
        "min_poll_interval, 5",
        "min_poll_interval, -PT1S",
        "max_poll_interval, PT2H",
        "page_rows, 0",
        "page_rows, 100001",
        "page_bytes, 1.5",
        "connect_timeout, PT0S",
        "request_timeout, soon",
        "min_poll_interval, PT16S"
    })
    void refusesValuesOutOfRange(String key, String value) {
        connection.put(key, value);
        assertThat(problems()).singleElement().asString().startsWith("ADS: connection: \"" + key + "\" must");
    }

    @Test
    void saysEverythingThatIsWrong() {
        connection.putAll(Map.of("tokn", "x", "url", "", "page_rows", "many"));
        connection.remove("token");
        assertThat(problems()).hasSize(4).contains("ADS: connection: unknown key \"tokn\", did you mean \"token\"?");
    }
}
