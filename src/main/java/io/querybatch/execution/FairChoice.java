package io.querybatch.execution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Decides whose queries start next: one slot to each tenant in turn, within a tenant the oldest batch first. A slot that a
 * tenant cannot use goes to the next one, so no slot idles while anybody can run.
 *
 * <p>Belongs to one thread. Remembers across calls which tenant had its turn last: when slots come free one at a time,
 * tenants still alternate.
 */
final class FairChoice {

    private static final Comparator<String> TENANT_ORDER = Comparator.naturalOrder();

    private String lastServed = "";

    /**
     * Shares out free slots.
     *
     * @param candidates batches with queries waiting, oldest first within a tenant
     * @param slots free slots of this server
     * @param sourceSlots free slots of a data source on this server
     * @return at most one grant for each batch
     */
    List<Grant> choose(List<Candidate> candidates, int slots, ToIntFunction<String> sourceSlots) {
        Deque<Deque<Candidate>> turns = turns(candidates);
        Map<String, Integer> sourceFree = new HashMap<>();
        Map<Candidate, Integer> granted = new LinkedHashMap<>();
        int left = slots;
        while (left > 0 && !turns.isEmpty()) {
            Deque<Candidate> tenant = turns.poll();
            Candidate chosen = nextRunnable(tenant, granted, sourceFree, sourceSlots);
            if (chosen != null) {
                granted.merge(chosen, 1, Integer::sum);
                sourceFree.merge(chosen.dataSource(), -1, Integer::sum);
                lastServed = chosen.tenant();
                left--;
                turns.add(tenant);
            }
        }
        List<Grant> grants = new ArrayList<>();
        granted.forEach(
                (candidate, amount) -> grants.add(new Grant(candidate.batch(), candidate.dataSource(), amount)));
        return grants;
    }

    /** The tenants' queues, beginning with the tenant after the one served last. */
    private Deque<Deque<Candidate>> turns(List<Candidate> candidates) {
        Map<String, Deque<Candidate>> byTenant = candidates.stream()
                .collect(Collectors.groupingBy(
                        Candidate::tenant, LinkedHashMap::new, Collectors.toCollection(ArrayDeque::new)));
        List<String> order = byTenant.keySet().stream()
                .sorted(Comparator.<String, Boolean>comparing(tenant -> tenant.compareTo(lastServed) <= 0)
                        .thenComparing(TENANT_ORDER))
                .toList();
        Deque<Deque<Candidate>> turns = new ArrayDeque<>();
        order.forEach(tenant -> turns.add(byTenant.get(tenant)));
        return turns;
    }

    /** The tenant's oldest batch that can use a slot; batches that cannot are dropped from its queue. */
    private static Candidate nextRunnable(
            Deque<Candidate> tenant,
            Map<Candidate, Integer> granted,
            Map<String, Integer> sourceFree,
            ToIntFunction<String> sourceSlots) {
        while (!tenant.isEmpty()) {
            Candidate oldest = tenant.peek();
            int source = sourceFree.computeIfAbsent(oldest.dataSource(), sourceSlots::applyAsInt);
            if (source > 0 && granted.getOrDefault(oldest, 0) < oldest.free()) {
                return oldest;
            }
            tenant.poll();
        }
        return null;
    }
}
