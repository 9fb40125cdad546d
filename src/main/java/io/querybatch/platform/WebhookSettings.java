package io.querybatch.platform;

import io.querybatch.webhooks.AddressRules;
import io.querybatch.webhooks.CallbackUrls;
import io.querybatch.webhooks.Networks;
import io.querybatch.webhooks.SecretBox;
import io.querybatch.webhooks.WebhookConfig;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of webhooks. */
final class WebhookSettings {

    private WebhookSettings() {}

    /**
     * Reads them.
     *
     * @throws StartupException if one cannot be read
     */
    static WebhookConfig of(Settings settings) {
        AddressRules addresses = new AddressRules(
                settings.value("querybatch.webhooks.networks", Networks::parse, new Networks(List.of())));
        CallbackUrls urls = new CallbackUrls(
                settings.value("querybatch.webhooks.http", Settings::flag, false),
                settings.value("querybatch.webhooks.hosts", WebhookSettings::hosts, Set.of()),
                addresses);
        return new WebhookConfig(
                urls,
                new SecretBox(settings.secret("querybatch.webhooks.key", SecretBox.KEY_BYTES)),
                settings.value("querybatch.webhooks.connect-timeout", WebhookSettings::positive, Duration.ofSeconds(3)),
                settings.value("querybatch.webhooks.timeout", WebhookSettings::positive, Duration.ofSeconds(10)),
                settings.value("querybatch.webhooks.retry-pause", WebhookSettings::positive, Duration.ofSeconds(5)),
                settings.value("querybatch.webhooks.retry-for", WebhookSettings::positive, Duration.ofHours(24)));
    }

    private static Set<String> hosts(String text) {
        return Stream.of(text.split(","))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** At most a month, and at least what a pause can be. */
    private static Duration positive(String text) {
        Duration duration = Duration.parse(text);
        if (duration.toMillis() < 1 || duration.toDays() > 31) {
            throw new IllegalArgumentException("out of range");
        }
        return duration;
    }
}
