package io.querybatch.answers;

import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.CatalogFiles;
import io.querybatch.connectors.Connector;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.duckdb.DuckDbConfig;
import io.querybatch.connectors.duckdb.DuckDbConnectorFactory;
import io.querybatch.testing.Project;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class DuckDbAnswersTest extends SqlAnswerContract {

    private static DataSources sources;

    @BeforeAll
    static void open() throws CatalogException {
        sources = DataSources.open(
                CatalogFiles.load(Project.catalog()),
                List.of(new DuckDbConnectorFactory(new DuckDbConfig("500MB", 2, Path.of("target")))));
    }

    @AfterAll
    static void close() {
        sources.close();
    }

    @Override
    Connector connector() {
        return sources.connector("WEATHER");
    }
}
