package io.querybatch.batches;

import io.querybatch.connectors.DataSources;
import io.querybatch.execution.ExecutionConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.stream.IntStream;

/** How many queries of a batch can run at once on a server, whatever its caller wished (contract A4). */
@ApplicationScoped
class EffectiveConcurrency {

    @Inject
    private ExecutionConfig execution;

    @Inject
    private DataSources sources;

    int effective(Batch batch) {
        int sourceLimits = batch.dataSources().stream()
                .flatMap(id -> sources.catalog().source(id).stream())
                .mapToInt(source -> source.definition().limits().concurrency())
                .sum();
        return IntStream.of(
                        batch.options().queryConcurrency(),
                        execution.shares().concurrency(),
                        execution.workers() - execution.reservedWorkers(),
                        sourceLimits > 0 ? sourceLimits : Integer.MAX_VALUE)
                .min()
                .orElseThrow();
    }
}
