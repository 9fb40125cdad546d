package io.querybatch.answers;

import io.querybatch.catalog.Variables;
import io.querybatch.connectors.Connector;
import io.querybatch.connectors.Definitions;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.jdbc.Databases;
import io.querybatch.connectors.jdbc.JdbcConfig;
import io.querybatch.connectors.jdbc.JdbcConnectorFactory;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MariaDbAnswersTest extends SqlAnswerContract {

    private static Connector connector;

    @BeforeAll
    static void open() throws ScanException {
        JdbcConfig config = new JdbcConfig(Duration.ofSeconds(5), Duration.ofSeconds(5));
        connector = new JdbcConnectorFactory(config, Variables.ofEnvironment())
                .open(Definitions.database(Databases.mariaDb()));
    }

    @AfterAll
    static void close() {
        connector.close();
    }

    @Override
    Connector connector() {
        return connector;
    }
}
