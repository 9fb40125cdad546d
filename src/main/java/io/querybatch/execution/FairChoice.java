package io.querybatch.execution;

import io.querybatch.query.BatchId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Decides whose queries start next: one slot after the other to the tenant whose turn it is, within a tenant to the oldest
 * batch. A slot that a tenant cannot use goes to the next one, so no slot idles while anybody can run.
 *
 * <p>Belongs to one thread. Remembers across calls who had what: when slots come free one at a time, tenants still
 * alternate.
 */
final class FairChoice {

    private final TenantShares shares;
    private final FairTurns turns;

    FairChoice(TenantShares shares) {
        this.shares = shares;
        this.turns = new FairTurns(shares);
    }

    /**
     * Slots of this server that have nothing to do.
     *
     * @param all for whatever comes
     * @param batches how many of them batches may take; the others are kept for queries that somebody waits for
     */
    record Slots(int all, int batches) {}

    /**
     * Shares out free slots.
     *
     * @param candidates batches with queries waiting, in the order in which each tenant wants them
     * @param slots free slots of this server
     * @param sourceSlots free slots of a data source on this server
     * @return at most one grant for each batch
     */
    List<Grant> choose(List<Candidate> candidates, Slots slots, ToIntFunction<String> sourceSlots) {
        Map<String, Deque<Candidate>> waiting = candidates.stream()
                .collect(Collectors.groupingBy(
                        Candidate::tenant, LinkedHashMap::new, Collectors.toCollection(ArrayDeque::new)));
        turns.begin(waiting.keySet());
        Round round = new Round(slots, sourceSlots);
        while (round.left > 0 && !waiting.isEmpty()) {
            String tenant = turns.next(waiting.keySet()).orElseThrow();
            Optional<Candidate> chosen = round.firstThatFits(waiting.get(tenant));
            if (chosen.isPresent()) {
                round.take(chosen.get());
                turns.served(tenant);
            } else {
                waiting.remove(tenant);
            }
        }
        return round.grants();
    }

    /**
     * Tells what was claimed with the grants of a choice: nobody pays for slots that it had no use for. Who got nothing at all was
     * turned away, and pays: else it would be its turn again and again while others could run.
     */
    void used(List<Grant> grants, List<Claim> claims) {
        Map<BatchId, Long> slots = claims.stream()
                .filter(claim -> !claim.rides())
                .collect(Collectors.groupingBy(claim -> claim.query().batch(), Collectors.counting()));
        grants.stream()
                .filter(grant -> slots.containsKey(grant.batch()))
                .forEach(grant ->
                        turns.unused(grant.tenant(), grant.slots() - Math.toIntExact(slots.get(grant.batch()))));
    }

    /** What is left while slots are shared out. */
    private final class Round {

        private final ToIntFunction<String> sourceSlots;
        private final Map<String, Integer> sourceFree = new HashMap<>();
        private final Map<String, Integer> tenantTaken = new HashMap<>();
        private final Map<Candidate, Integer> granted = new LinkedHashMap<>();
        private int left;
        private int leftForBatches;

        Round(Slots slots, ToIntFunction<String> sourceSlots) {
            this.left = slots.all();
            this.leftForBatches = slots.batches();
            this.sourceSlots = sourceSlots;
        }

        /** Drops batches that have no use for a slot: what keeps them from it does not end within the round. */
        Optional<Candidate> firstThatFits(Deque<Candidate> batches) {
            while (!batches.isEmpty() && !fits(batches.peek())) {
                batches.poll();
            }
            return Optional.ofNullable(batches.peek());
        }

        private boolean fits(Candidate batch) {
            return granted.getOrDefault(batch, 0) < batch.free()
                    && (batch.interactive() || leftForBatches > 0)
                    && batch.tenantRunning() + tenantTaken.getOrDefault(batch.tenant(), 0) < shares.concurrency()
                    && sourceFree.computeIfAbsent(batch.dataSource(), sourceSlots::applyAsInt) > 0;
        }

        void take(Candidate batch) {
            granted.merge(batch, 1, Integer::sum);
            sourceFree.merge(batch.dataSource(), -1, Integer::sum);
            tenantTaken.merge(batch.tenant(), 1, Integer::sum);
            left--;
            if (!batch.interactive()) {
                leftForBatches--;
            }
        }

        List<Grant> grants() {
            List<Grant> grants = new ArrayList<>();
            granted.forEach((batch, amount) ->
                    grants.add(new Grant(batch.batch(), batch.tenant(), batch.dataSource(), amount)));
            return grants;
        }
    }
}
