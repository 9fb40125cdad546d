package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.query.BatchId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairChoiceTest {

    private static final int PLENTY = 1_000;

    private final FairChoice choice = new FairChoice(TenantShares.EQUAL);

    @Test
    void tenantsShareTheSlotsEvenly() {
        List<Candidate> candidates = List.of(of(1, "a", PLENTY), of(2, "b", PLENTY), of(3, "c", PLENTY));

        assertThat(choose(candidates, 9)).isEqualTo(Map.of(1, 3, 2, 3, 3, 3));
    }

    @Test
    void tenantWithManyBatchesGetsNoMoreThanOneWithASingleBatch() {
        List<Candidate> candidates =
                List.of(of(1, "a", PLENTY), of(2, "a", PLENTY), of(3, "a", PLENTY), of(4, "b", PLENTY));

        assertThat(choose(candidates, 10)).isEqualTo(Map.of(1, 5, 4, 5));
    }

    @Test
    void tenantsAlternateWhenSlotsComeOneAtATime() {
        List<Candidate> candidates = List.of(of(1, "a", PLENTY), of(2, "b", PLENTY));
        List<Integer> served = new ArrayList<>();

        for (int i = 0; i < 6; i++) {
            served.addAll(choose(candidates, 1).keySet());
        }

        assertThat(served).containsExactly(1, 2, 1, 2, 1, 2);
    }

    @Test
    void turnPassesOnFromATenantThatHasGone() {
        assertThat(choose(List.of(of(1, "a", PLENTY), of(2, "b", PLENTY), of(3, "c", PLENTY)), 2))
                .isEqualTo(Map.of(1, 1, 2, 1));
        assertThat(choose(List.of(of(1, "a", PLENTY), of(3, "c", PLENTY)), 1)).isEqualTo(Map.of(3, 1));
        assertThat(choose(List.of(of(1, "a", PLENTY), of(3, "c", PLENTY)), 1)).isEqualTo(Map.of(1, 1));
    }

    @Test
    void oldestBatchOfATenantComesFirst() {
        assertThat(choose(List.of(of(9, "a", 2), of(1, "a", PLENTY)), 2)).isEqualTo(Map.of(9, 2));
    }

    @Test
    void nextBatchGetsWhatTheOldestCannotUse() {
        assertThat(choose(List.of(of(1, "a", 2), of(2, "a", 1), of(3, "a", PLENTY)), 5))
                .isEqualTo(Map.of(1, 2, 2, 1, 3, 2));
    }

    @Test
    void othersGetWhatATenantCannotUse() {
        assertThat(choose(List.of(of(1, "a", 1), of(2, "b", PLENTY)), 10)).isEqualTo(Map.of(1, 1, 2, 9));
    }

    @Test
    void sourceIsNeverOverloaded() {
        List<Candidate> candidates =
                List.of(of(1, "a", PLENTY, "slow"), of(2, "a", PLENTY, "fast"), of(3, "b", PLENTY, "slow"));

        List<Grant> grants = choice.choose(candidates, slots(10), source -> source.equals("slow") ? 3 : 4);

        assertThat(amounts(grants)).isEqualTo(Map.of(1, 2, 2, 4, 3, 1));
    }

    @Test
    void weightsGiveMoreTurns() {
        FairChoice weighted = new FairChoice(new TenantShares(PLENTY, Map.of("a", 3)));
        List<Candidate> candidates = List.of(of(1, "a", PLENTY), of(2, "b", PLENTY));

        assertThat(amounts(weighted.choose(candidates, slots(8), source -> PLENTY)))
                .isEqualTo(Map.of(1, 6, 2, 2));
        Map<Integer, Integer> oneAtATime = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            amounts(weighted.choose(candidates, slots(1), source -> PLENTY))
                    .forEach((batch, amount) -> oneAtATime.merge(batch, amount, Integer::sum));
        }
        assertThat(oneAtATime).isEqualTo(Map.of(1, 30, 2, 10));
    }

    @Test
    void nobodyPaysForSlotsThatItHadNoUseFor() {
        List<Candidate> both = List.of(of(1, "a", PLENTY), of(2, "b", PLENTY));
        List<Grant> grants = choice.choose(both, slots(8), source -> PLENTY);
        choice.used(
                grants,
                List.of(
                        Claims.claim(1, 1, "F"),
                        Claims.claim(2, 1, "F"),
                        Claims.claim(2, 2, "F"),
                        Claims.claim(2, 3, "F"),
                        Claims.claim(2, 4, "F")));

        assertThat(choose(both, 5)).isEqualTo(Map.of(1, 4, 2, 1));
        assertThat(choose(List.of(of(1, "a", PLENTY), of(3, "c", PLENTY)), 2)).isEqualTo(Map.of(1, 1, 3, 1));
    }

    @Test
    void whoWasTurnedAwayLetsOthersGoFirst() {
        List<Candidate> both = List.of(of(1, "a", PLENTY), of(2, "b", PLENTY));
        choice.used(choice.choose(both, slots(1), source -> PLENTY), List.of());

        assertThat(choose(both, 1)).isEqualTo(Map.of(2, 1));
    }

    @Test
    void whoWasAwayHasSavedNothingUp() {
        List<Candidate> both = List.of(of(1, "a", PLENTY), of(2, "b", PLENTY));
        choose(both, 2);
        choose(List.of(of(1, "a", PLENTY)), 100);

        assertThat(choose(both, 10)).isEqualTo(Map.of(1, 5, 2, 5));
    }

    @Test
    void whoIsAwayForAMomentAfterEachSlotPaysForItNevertheless() {
        List<Candidate> both = List.of(of(1, "a", PLENTY), of(2, "b", PLENTY));
        assertThat(choose(both, 1)).isEqualTo(Map.of(1, 1));
        assertThat(choice.choose(List.of(of(2, "b", PLENTY)), slots(1), source -> 0))
                .isEmpty();

        assertThat(choose(both, 1)).isEqualTo(Map.of(2, 1));
    }

    @Test
    void tenantStaysWithinItsCap() {
        FairChoice capped = new FairChoice(new TenantShares(5, Map.of()));
        List<Candidate> candidates = List.of(
                new Candidate(Claims.batch(1), "a", 3, false, PLENTY, "F"),
                new Candidate(Claims.batch(2), "a", 3, false, PLENTY, "F"),
                new Candidate(Claims.batch(3), "b", 0, false, PLENTY, "F"));

        assertThat(amounts(capped.choose(candidates, slots(10), source -> PLENTY)))
                .isEqualTo(Map.of(1, 2, 3, 5));
    }

    @Test
    void slotsAreKeptForQueriesThatSomebodyWaitsFor() {
        Candidate single = new Candidate(Claims.batch(9), "a", 0, true, 1, "F");
        FairChoice.Slots slots = new FairChoice.Slots(4, 2);

        assertThat(amounts(choice.choose(List.of(of(1, "a", PLENTY)), slots, source -> PLENTY)))
                .isEqualTo(Map.of(1, 2));
        assertThat(amounts(choice.choose(
                        List.of(single, of(1, "a", PLENTY)), new FairChoice.Slots(2, 0), source -> PLENTY)))
                .isEqualTo(Map.of(9, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, -100})
    void sourceWithoutFreeSlotsGetsNothing(int free) {
        assertThat(choice.choose(List.of(of(1, "a", 5)), slots(10), source -> free))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void noSlotsNoGrants(int slots) {
        assertThat(choose(List.of(of(1, "a", 5)), slots)).isEmpty();
    }

    @Test
    void noCandidatesNoGrants() {
        assertThat(choose(List.of(), 10)).isEmpty();
    }

    @Test
    void grantNamesTheSource() {
        assertThat(choice.choose(List.of(of(1, "a", 5, "F")), slots(2), source -> 5))
                .containsExactly(new Grant(Claims.batch(1), "a", "F", 2));
    }

    @Property(tries = 500)
    void keepsEveryLimitAndLeavesNoSlotIdle(
            @ForAll("candidates") List<Candidate> candidates,
            @ForAll @IntRange(min = 0, max = 30) int slots,
            @ForAll @IntRange(min = -1, max = 8) int first,
            @ForAll @IntRange(min = 0, max = 8) int second) {
        Map<String, Integer> sourceFree = Map.of("first", first, "second", second);

        List<Grant> grants = new FairChoice(TenantShares.EQUAL).choose(candidates, slots(slots), sourceFree::get);

        Map<Integer, Integer> amounts = amounts(grants);
        Map<String, Integer> bySource = new HashMap<>();
        grants.forEach(grant -> bySource.merge(grant.dataSource(), grant.slots(), Integer::sum));
        int total = amounts.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(total).isLessThanOrEqualTo(slots);
        assertThat(grants).allSatisfy(grant -> assertThat(grant.slots()).isPositive());
        bySource.forEach((source, amount) -> assertThat(amount).isLessThanOrEqualTo(sourceFree.get(source)));
        for (Candidate candidate : candidates) {
            int granted = amounts.getOrDefault(number(candidate.batch()), 0);
            assertThat(granted).isLessThanOrEqualTo(candidate.free());
            boolean couldRunMore = granted < candidate.free()
                    && bySource.getOrDefault(candidate.dataSource(), 0) < sourceFree.get(candidate.dataSource());
            assertThat(total == slots || !couldRunMore).as("no slot idles").isTrue();
        }
    }

    @Property(tries = 200)
    void tenantsThatCouldUseMoreNeverDifferByMoreThanOne(
            @ForAll @IntRange(min = 1, max = 6) int tenants, @ForAll @IntRange(min = 1, max = 40) int slots) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < tenants; i++) {
            candidates.add(of(i, "tenant" + i, PLENTY));
        }

        List<Grant> grants = new FairChoice(TenantShares.EQUAL).choose(candidates, slots(slots), source -> PLENTY);

        assertThat(grants)
                .allSatisfy(grant -> assertThat(grant.slots()).isBetween(slots / tenants, slots / tenants + 1));
    }

    @Provide
    Arbitrary<List<Candidate>> candidates() {
        Arbitrary<Candidate> one = Combinators.combine(
                        Arbitraries.integers().between(0, 1_000_000),
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.integers().between(1, 10),
                        Arbitraries.of("first", "second"))
                .as(FairChoiceTest::of);
        return one.list().ofMaxSize(12).uniqueElements(Candidate::batch);
    }

    private static FairChoice.Slots slots(int all) {
        return new FairChoice.Slots(all, all);
    }

    private Map<Integer, Integer> choose(List<Candidate> candidates, int slots) {
        return amounts(choice.choose(candidates, slots(slots), source -> PLENTY));
    }

    private static Map<Integer, Integer> amounts(List<Grant> grants) {
        Map<Integer, Integer> amounts = new HashMap<>();
        grants.forEach(grant ->
                assertThat(amounts.put(number(grant.batch()), grant.slots())).isNull());
        return amounts;
    }

    private static int number(BatchId batch) {
        return Integer.parseInt(batch.value().substring("qrb_".length()), 16);
    }

    private static Candidate of(int number, String tenant, int free) {
        return of(number, tenant, free, "F");
    }

    private static Candidate of(int number, String tenant, int free, String dataSource) {
        return new Candidate(Claims.batch(number), tenant, 0, false, free, dataSource);
    }
}
