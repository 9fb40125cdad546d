package io.querybatch.webhooks.sql;

import javax.sql.DataSource;

/** Deliveries in H2. */
class H2DeliveryStoreTest extends DeliveryStoreContract {

    @Override
    DataSource database() {
        return StoredBatches.inMemory();
    }
}
