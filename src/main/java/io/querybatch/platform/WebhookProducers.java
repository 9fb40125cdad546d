package io.querybatch.platform;

import io.querybatch.webhooks.Courier;
import io.querybatch.webhooks.DeliveryStore;
import io.querybatch.webhooks.WebhookConfig;
import io.querybatch.webhooks.http.HttpCourier;
import io.querybatch.webhooks.sql.SqlDeliveryStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;

/** The plain Java parts of webhooks as beans. */
@ApplicationScoped
class WebhookProducers {

    @Inject
    @Store
    private DataSource store;

    @Produces
    @Singleton
    WebhookConfig webhookConfig(Settings settings) {
        return WebhookSettings.of(settings);
    }

    @Produces
    @Singleton
    DeliveryStore deliveryStore() {
        return new SqlDeliveryStore(store);
    }

    /** Closed with the calls, see {@code Webhooks}. */
    @Produces
    @Singleton
    Courier courier(WebhookConfig config, Clock clock) {
        return new HttpCourier(config.urls().addresses(), config.connectTimeout(), config.timeout(), clock);
    }
}
