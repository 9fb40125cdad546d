package io.querybatch.webhooks;

import io.querybatch.batches.CallbackRules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Which callbacks are accepted with a submission. */
@ApplicationScoped
class WebhookRules implements CallbackRules {

    private final WebhookConfig config;

    /** For the container's proxy. */
    WebhookRules() {
        this(null);
    }

    @Inject
    WebhookRules(WebhookConfig config) {
        this.config = config;
    }

    @Override
    public Optional<String> wrongWithUrl(String url) {
        return config.urls().wrong(url);
    }

    @Override
    public Optional<String> wrongWithSecret(String secret) {
        return WebhookSecret.parse(secret).isPresent() ? Optional.empty() : Optional.of(WebhookSecret.WRONG);
    }

    @Override
    public String seal(String secret) {
        return config.secrets().seal(secret);
    }
}
