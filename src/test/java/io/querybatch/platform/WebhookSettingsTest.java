package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.webhooks.WebhookConfig;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of webhooks. */
class WebhookSettingsTest {

    private static WebhookConfig read(String name, String text) {
        return WebhookSettings.of(
                GivenSettings.of(name == null ? Map.of() : Map.of("querybatch.webhooks." + name, text)));
    }

    @Test
    void withoutAnyTheInternetIsCalledOverHttps() {
        WebhookConfig config = read(null, null);
        assertThat(config.urls().wrong("https://a.example/")).isEmpty();
        assertThat(config.urls().wrong("http://a.example/")).isPresent();
        assertThat(config.urls().wrong("https://127.0.0.1/")).isPresent();
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.retryPause()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.retryFor()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void hostsAndNetworksAreLists() {
        WebhookConfig hosts = read("hosts", "Hooks.example.com, *.example.org");
        assertThat(hosts.urls().wrong("https://hooks.example.com/")).isEmpty();
        assertThat(hosts.urls().wrong("https://a.example.org/")).isEmpty();
        assertThat(hosts.urls().wrong("https://a.example.net/")).isPresent();
        WebhookConfig networks = read("networks", "10.1.0.0/16, ::1");
        assertThat(networks.urls().wrong("https://10.1.2.3/")).isEmpty();
        assertThat(networks.urls().wrong("https://[::1]/")).isEmpty();
        assertThat(networks.urls().wrong("https://10.2.0.1/")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "networks,        10.0.0.0/40",
        "networks,        internal.example",
        "http,            yes",
        "timeout,         10",
        "timeout,         PT0S",
        "connect-timeout, -PT1S",
        "retry-pause,     PT0S",
        "retry-for,       P40D"
    })
    void whatCannotBeReadStopsTheStart(String name, String text) {
        assertThatThrownBy(() -> read(name, text))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("querybatch.webhooks." + name)
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2VjcmV0", "not base64 at all", "====="})
    void aBadKeyIsNotQuoted(String text) {
        assertThatThrownBy(() -> read("key", text))
                .isInstanceOf(StartupException.class)
                .hasMessage("querybatch.webhooks.key: must be the base64 of 32 bytes");
    }

    @Test
    void aKeySeals() {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        String sealed = read("key", key).secrets().seal("whsec_x");
        assertThat(sealed).doesNotContain("whsec_x");
        assertThat(read("key", key).secrets().open(sealed)).contains("whsec_x");
        assertThat(read(null, null).secrets().open(sealed)).isEmpty();
    }
}
