package io.querybatch.execution;

import io.querybatch.query.BatchId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * That nobody starves: counts the queries of others that start at a data source while a tenant with nothing running waits
 * for that very source. Only while nothing goes wrong, since a server whose store is away shares nothing out; and only with
 * one source, since turns are counted over all sources: who had many slots at one waits at another until others had as many.
 */
final class Fairness {

    /** Turns that two other tenants have, one of them of the greatest weight, before it is a third one's, and one to begin. */
    private static final int TURNS = 5;

    private final ModelStore store;
    private final int bound;
    private final Map<BatchId, Integer> passedOver = new HashMap<>();

    Fairness(Scenario scenario, ModelStore store) {
        this.store = store;
        boolean calm = scenario.trouble() == 0 && scenario.sourceLimits().size() == 1;
        this.bound = calm ? scenario.nodes() * TURNS : Integer.MAX_VALUE;
    }

    /** What has just been given away. */
    void claimed(List<Claim> claims) {
        if (bound == Integer.MAX_VALUE) {
            return;
        }
        for (ModelBatch batch : store.batches()) {
            String source = batch.interactive || store.tenantRunning(batch.tenant) > 0 ? null : store.nextSource(batch);
            if (source == null) {
                passedOver.remove(batch.id);
            } else {
                pass(batch, source, claims);
            }
        }
    }

    private void pass(ModelBatch batch, String source, List<Claim> claims) {
        int others = (int) claims.stream()
                .filter(claim -> !claim.interactive()
                        && !claim.rides()
                        && claim.dataSource().equals(source))
                .count();
        int passed = passedOver.merge(batch.id, others, Integer::sum);
        if (passed > bound) {
            throw new AssertionError("nobody starves: " + batch.id + " was passed over " + passed + " times");
        }
    }
}
