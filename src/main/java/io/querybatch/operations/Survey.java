package io.querybatch.operations;

import io.querybatch.connectors.DataSources;
import io.querybatch.errors.ServiceException;
import io.querybatch.execution.ExecutionConfig;
import io.querybatch.execution.NodeStanding;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Puts together what the store and this node know. */
public final class Survey {

    private static final Logger LOG = Logger.getLogger(Survey.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final SqlSurvey store;
    private final RecentUse results;
    private final DataSources sources;
    private final ExecutionConfig config;
    private final String version;
    private final Clock clock;

    /**
     * @param config how this node works
     * @param version what this server is
     */
    public Survey(
            SqlSurvey store,
            RecentUse results,
            DataSources sources,
            ExecutionConfig config,
            String version,
            Clock clock) {
        this.store = store;
        this.results = results;
        this.sources = sources;
        this.config = config;
        this.version = version;
        this.clock = clock;
    }

    /**
     * Everything as of now.
     *
     * @param standing what this node is doing
     * @throws ServiceException SERVICE_UNAVAILABLE if the store does not answer
     */
    Overview now(NodeStanding standing) {
        StoreSurvey stored = ask();
        return new Overview(
                clock.instant(),
                AnsweringNode.of(standing, config, version),
                stored.nodes().stream()
                        .map(node -> NodeView.of(node, config, standing.epoch()))
                        .toList(),
                QueueView.all(stored.loads()),
                TenantView.all(stored.loads(), config.shares()),
                SourceView.all(stored.loads(), KnownSource.all(sources), standing.sources()),
                stored.complete(),
                StoreView.of(stored.facts()),
                results.get());
    }

    private StoreSurvey ask() {
        try {
            return store.now();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "the store could not be asked", e);
            throw ServiceException.unavailable("The store does not answer.", RETRY, e);
        }
    }
}
