package io.querybatch.execution.sql;

import io.querybatch.query.BatchId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/**
 * The items that queries were claimed of lately. Items never change, and a claim of a few queries should not read the thousand accounts
 * of theirs each time. Safe for use by many threads.
 */
final class RecentItems {

    /** Batches that are claimed from in turn; an item has up to a thousand accounts. */
    private static final int BATCHES = 64;

    private final Map<BatchId, Items.Item> latest = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<BatchId, Items.Item> eldest) {
            return size() > BATCHES;
        }
    };

    /** As {@link Items#of}. */
    List<Items.Item> of(DSLContext sql, BatchId batch, int first, int last) {
        Items.Item known = known(batch);
        if (known != null
                && known.item().firstN() <= first
                && last <= known.item().lastN()) {
            return List.of(known);
        }
        List<Items.Item> read = new Items(sql).of(batch, first, last);
        if (!read.isEmpty()) {
            remember(batch, read.get(read.size() - 1));
        }
        return read;
    }

    private synchronized Items.Item known(BatchId batch) {
        return latest.get(batch);
    }

    private synchronized void remember(BatchId batch, Items.Item item) {
        latest.put(batch, item);
    }
}
