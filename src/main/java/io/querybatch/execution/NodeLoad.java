package io.querybatch.execution;

import java.util.Set;

/**
 * What a node tells others with its heartbeat, so that any of them can say why a query waits.
 *
 * @param freeWorkers workers with nothing to do
 * @param fullSources data sources that can take no more queries from this node
 */
public record NodeLoad(int freeWorkers, Set<String> fullSources) {

    /** Of a node that has just started. */
    public static final NodeLoad NONE = new NodeLoad(0, Set.of());
}
