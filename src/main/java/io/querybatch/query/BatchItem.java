package io.querybatch.query;

import java.util.List;
import java.util.Optional;

/**
 * One entry of a batch, resolved, with the queries it is split into: accounts in the order given and, within an account,
 * days ascending (contract A4). The queries are computed from their position, never stored or listed.
 *
 * @param firstN number of the item's first query in the batch, counted from 1
 * @param key the caller's own {@code id}, or null
 * @param spec the item before splitting
 * @param excludedAccounts accounts asked for but left out, because they do not exist or are not the caller's
 * @param split how it is split
 * @param cacheMinutes how many minutes ago its answers may have been asked for; 0: they are for nobody else, and nobody else's
 *     are for it; null: as the data source says
 */
public record BatchItem(
        int firstN,
        String key,
        QuerySpec spec,
        List<String> excludedAccounts,
        SplitPolicy split,
        Integer cacheMinutes) {

    public BatchItem {
        excludedAccounts = List.copyOf(excludedAccounts);
    }

    /** An item that says nothing about the age of its answers. */
    public BatchItem(int firstN, String key, QuerySpec spec, List<String> excludedAccounts, SplitPolicy split) {
        this(firstN, key, spec, excludedAccounts, split, null);
    }

    /** Stands for an item that could not be planned: one query, which has failed from the start. */
    public static BatchItem unplanned(int n, String key) {
        return new BatchItem(n, key, QuerySpec.NOTHING, List.of(), new SplitPolicy(false, false));
    }

    /** Whether it asks anything. */
    public boolean isPlanned() {
        return !spec.dataSource().isEmpty();
    }

    /** The same item at another place: its first query has that number. */
    public BatchItem startingAt(int first) {
        return with(first, spec);
    }

    /** The caller's own key, if it gave one. */
    public Optional<String> callerKey() {
        return Optional.ofNullable(key);
    }

    /** Number of queries the item becomes, at least 1. */
    public long queryCount() {
        return accountParts() * dayParts();
    }

    /** Number of the item's last query in the batch. */
    public long lastN() {
        return firstN + queryCount() - 1;
    }

    /** The query numbered {@code n} in the batch; {@code n} must be one of this item's. */
    public QuerySpec query(int n) {
        long index = (long) n - firstN;
        if (index < 0 || index >= queryCount()) {
            throw new IllegalArgumentException("query " + n + " is not of the item that starts at " + firstN);
        }
        QuerySpec query = spec;
        if (splitsAccounts()) {
            query = query.forAccount(spec.accounts().get((int) (index / dayParts())));
        }
        if (splitsDays()) {
            query = query.forDates(spec.dates().day(index % dayParts()));
        }
        return query;
    }

    /**
     * As few items as become some of this item's queries, in their order.
     *
     * @param numbers their numbers in the batch, ascending, at least one
     * @param first number of the first one among those that become of it
     */
    public List<BatchItem> only(List<Integer> numbers, int first) {
        return new ItemCut(this).of(numbers, first);
    }

    BatchItem with(int first, QuerySpec other) {
        return new BatchItem(first, key, other, excludedAccounts, split, cacheMinutes);
    }

    boolean splitsAccounts() {
        return split.byAccount() && !spec.accounts().isEmpty();
    }

    boolean splitsDays() {
        return split.byDay() && spec.dates() != null;
    }

    private long accountParts() {
        return splitsAccounts() ? spec.accounts().size() : 1;
    }

    long dayParts() {
        return splitsDays() ? spec.dates().days() : 1;
    }
}
