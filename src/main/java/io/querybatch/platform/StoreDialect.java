package io.querybatch.platform;

import java.util.Map;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.cfg.TransactionSettings;
import org.hibernate.service.spi.ServiceContributor;

/**
 * Tells Hibernate what database there is. It would ask the database while the application is deployed, before there are beans;
 * and {@code persistence.xml} cannot know.
 */
public class StoreDialect implements ServiceContributor {

    /** Only where {@code persistence.xml} was read: on a server, which has settings. */
    @Override
    public void contribute(StandardServiceRegistryBuilder hibernate) {
        if (hibernate.getSettings().containsKey(TransactionSettings.JTA_PLATFORM)) {
            hibernate.applySettings(of(Settings.current().storeIsEmbedded()));
        }
    }

    /** The oldest version of PostgreSQL that there may be: what is newer in others is not used by Hibernate. */
    static Map<String, Object> of(boolean h2) {
        return Map.of(
                JdbcSettings.ALLOW_METADATA_ON_BOOT,
                false,
                JdbcSettings.JAKARTA_HBM2DDL_DB_NAME,
                h2 ? "H2" : "PostgreSQL",
                JdbcSettings.JAKARTA_HBM2DDL_DB_MAJOR_VERSION,
                h2 ? 2 : 12,
                JdbcSettings.JAKARTA_HBM2DDL_DB_MINOR_VERSION,
                h2 ? 2 : 0);
    }
}
