package io.querybatch.operations;

import io.querybatch.execution.NodeStanding.SourceStanding;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A data source: what waits for it on all nodes, and how the answering node sees it. Batches count their queries together, so of
 * those that ask several sources nobody can say how many wait for which.
 */
@JsonbPropertyOrder({
    "dsId",
    "name",
    "connector",
    "queued",
    "running",
    "sharedQueued",
    "sharedRunning",
    "oldestWaitingSeconds",
    "here"
})
public record SourceView(
        String dsId,
        String name,
        String connector,
        long queued,
        long running,
        long sharedQueued,
        long sharedRunning,
        Double oldestWaitingSeconds,
        SourceHere here) {

    /** Those of the catalog, and those of batches that it does not have any more. */
    static List<SourceView> all(List<Load> loads, List<KnownSource> known, List<SourceStanding> standings) {
        Map<String, KnownSource> byId = new TreeMap<>();
        known.forEach(source -> byId.put(source.id(), source));
        Map<String, SourceStanding> seen =
                standings.stream().collect(Collectors.toMap(SourceStanding::dataSource, Function.identity()));
        return Stream.concat(byId.keySet().stream(), loads.stream().flatMap(load -> load.dataSources().stream()))
                .distinct()
                .sorted()
                .map(id -> of(id, loads, byId.get(id), seen.get(id)))
                .toList();
    }

    private static SourceView of(String id, List<Load> loads, KnownSource known, SourceStanding standing) {
        List<Load> asking =
                loads.stream().filter(load -> load.dataSources().contains(id)).toList();
        Load alone = sum(asking, true);
        Load shared = sum(asking, false);
        return new SourceView(
                id,
                known == null ? null : known.name(),
                known == null ? null : known.connector(),
                alone.queued(),
                alone.running(),
                shared.queued(),
                shared.running(),
                Seconds.of(alone.and(shared).oldest()),
                known == null || standing == null ? null : SourceHere.of(known, standing));
    }

    private static Load sum(List<Load> loads, boolean alone) {
        return loads.stream()
                .filter(load -> (load.dataSources().size() == 1) == alone)
                .reduce(Load.NONE, Load::and);
    }
}
