package io.querybatch.operations;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;

/**
 * Everything at one moment.
 *
 * @param time when that was
 * @param node who answers
 * @param nodes all nodes
 * @param queues what waits, by kind
 * @param tenants those that have work
 * @param sources the data sources
 * @param complete whether all work is in these numbers; false if there are more tenants than anybody looks at
 * @param store the store
 * @param results the stored results
 */
@JsonbPropertyOrder({"time", "node", "nodes", "queues", "tenants", "sources", "complete", "store", "results"})
public record Overview(
        Instant time,
        AnsweringNode node,
        List<NodeView> nodes,
        List<QueueView> queues,
        List<TenantView> tenants,
        List<SourceView> sources,
        boolean complete,
        StoreView store,
        ResultsView results) {}
