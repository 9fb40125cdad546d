package io.querybatch.platform;

import io.querybatch.apikeys.ApiKeyStore;
import io.querybatch.apikeys.ApiKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/** The plain Java parts of API keys as beans. */
@ApplicationScoped
class ApiKeyProducers {

    @Produces
    @Singleton
    ApiKeys apiKeys(ApiKeyStore store, Settings settings, Clock clock) {
        return new ApiKeys(store, ApiKeySettings.of(settings), clock, new SecureRandom());
    }
}
