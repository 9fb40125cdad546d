package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreDialectTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isKnownWithoutADatabase(boolean h2) {
        try (StandardServiceRegistry hibernate = new StandardServiceRegistryBuilder()
                .applySettings(StoreDialect.of(h2))
                .build()) {
            Dialect dialect = hibernate.requireService(JdbcEnvironment.class).getDialect();
            assertThat(dialect).isInstanceOf(h2 ? H2Dialect.class : PostgreSQLDialect.class);
        }
    }
}
