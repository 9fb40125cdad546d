package io.querybatch.platform;

import io.querybatch.connectors.DataSources;
import io.querybatch.results.EncryptionKeys;
import io.querybatch.results.ResultStore;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** What {@code /health/live}, {@code /health/ready} and {@code /health/started} say. Public, so no details. */
@ApplicationScoped
class HealthChecks {

    private static final int SECONDS = 2;

    @Inject
    @Store
    private DataSource store;

    @EJB
    private StartupChecks startup;

    @Inject
    private Settings settings;

    @Inject
    private ResultStore results;

    @Inject
    private EncryptionKeys keys;

    @Inject
    private DataSources sources;

    private final RecentAnswer recentResults =
            new RecentAnswer(this::resultsAnswer, Duration.ofSeconds(5), System::nanoTime);

    @Produces
    @Liveness
    HealthCheck alive() {
        return () -> HealthCheckResponse.up("querybatch");
    }

    @Produces
    @Startup
    HealthCheck started() {
        return () -> answer("querybatch-started", startup.started());
    }

    @Produces
    @Readiness
    HealthCheck storeReady() {
        return () -> HealthCheckResponse.named("store")
                .status(storeAnswers())
                .withData("accepted_survive", startup.acceptedSurvive())
                .withData("commits_survive", startup.commitsSurvive())
                .build();
    }

    @Produces
    @Readiness
    HealthCheck keyReady() {
        return () -> answer("key", settings.verificationKey().isPresent());
    }

    @Produces
    @Readiness
    HealthCheck catalogReady() {
        return () -> answer("catalog", !sources.definitions().isEmpty());
    }

    @Produces
    @Readiness
    HealthCheck resultsReady() {
        return () -> HealthCheckResponse.named("results")
                .status(recentResults.get())
                .withData("encrypted", keys.writing().isPresent())
                .build();
    }

    /** A data source that is away makes its own queries fail and nobody else's: the node stays ready, and says so. */
    @Produces
    @Readiness
    HealthCheck sourcesReady() {
        return () -> HealthCheckResponse.named("sources")
                .up()
                .withData("unavailable", sources.unavailable().size())
                .build();
    }

    private boolean storeAnswers() {
        try (Connection connection = store.getConnection()) {
            return connection.isValid(SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean resultsAnswer() {
        try {
            results.check();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static HealthCheckResponse answer(String name, boolean up) {
        return HealthCheckResponse.named(name).status(up).build();
    }
}
