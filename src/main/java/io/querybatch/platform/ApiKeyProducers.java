package io.querybatch.platform;

import io.querybatch.apikeys.ApiKeyStore;
import io.querybatch.apikeys.ApiKeys;
import io.querybatch.apikeys.KeySeal;
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
        KeySeal seal = new KeySeal(settings.secret("querybatch.api-keys.secret", KeySeal.SECRET_BYTES));
        return new ApiKeys(store, seal, clock, new SecureRandom());
    }
}
