package io.querybatch.execution;

import java.util.List;

/**
 * What a node is doing at this moment, and how it finds its data sources. It alone knows.
 *
 * @param epoch number of its present life
 * @param draining whether it takes nothing new because it ends
 * @param busy workers that run something
 * @param busyWithBatches how many of them for batches; the others for queries that somebody waits for
 * @param sources its data sources, by their ids
 */
public record NodeStanding(long epoch, boolean draining, int busy, int busyWithBatches, List<SourceStanding> sources) {

    /**
     * A data source as that node sees it.
     *
     * @param dataSource its id
     * @param running slots taken
     * @param concurrency most slots at once
     * @param health how it fares
     */
    public record SourceStanding(String dataSource, int running, int concurrency, SourceHealth health) {}
}
