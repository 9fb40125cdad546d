package io.querybatch.batches;

import java.util.Optional;

/** Rules that a test sees through. */
final class FakeCallbackRules implements CallbackRules {

    static final String WRONG = "is none of mine";

    private static Optional<String> unless(boolean good) {
        return good ? Optional.empty() : Optional.of(WRONG);
    }

    @Override
    public Optional<String> wrongWithUrl(String url) {
        return unless(url.startsWith("https://"));
    }

    @Override
    public Optional<String> wrongWithSecret(String secret) {
        return unless(secret.startsWith("whsec_"));
    }

    @Override
    public String seal(String secret) {
        return "sealed " + secret;
    }
}
