package io.querybatch.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A node as the store knows it.
 *
 * @param epoch number of its present life
 * @param name its lasting name
 * @param started when this life began
 * @param silence how long ago its last heartbeat was, by the store's clock
 * @param freeWorkers workers with nothing to do, as of that heartbeat
 * @param fullSources data sources that could take nothing more there
 */
record NodeRow(long epoch, String name, Instant started, Duration silence, int freeWorkers, List<String> fullSources) {

    NodeRow {
        fullSources = List.copyOf(fullSources);
    }
}
