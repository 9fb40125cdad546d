package io.querybatch.operations;

import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.PoolUse;
import java.util.List;
import java.util.Set;

/**
 * A data source of this node's catalog.
 *
 * @param id its id
 * @param name its name
 * @param connector what reads it
 * @param available whether it could be reached when it was last asked
 * @param pool its connections, or null if it has no pool of its own
 */
record KnownSource(String id, String name, String connector, boolean available, PoolUse pool) {

    static List<KnownSource> all(DataSources sources) {
        Set<String> away = Set.copyOf(sources.unavailable());
        return sources.definitions().stream()
                .map(source -> of(source, sources, away))
                .toList();
    }

    private static KnownSource of(DataSourceDefinition definition, DataSources sources, Set<String> away) {
        String id = definition.id();
        return new KnownSource(
                id,
                definition.name(),
                definition.connector(),
                !away.contains(id),
                sources.connector(id).pool().orElse(null));
    }
}
