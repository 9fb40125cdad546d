package io.querybatch.execution;

import io.querybatch.query.BatchId;

/**
 * Leave to claim.
 *
 * @param batch from which batch
 * @param tenant whose it is
 * @param dataSource only queries of this data source
 * @param slots most slots to claim queries for, at least 1
 * @param width most queries that one scan answers, at least 1
 * @param depth most scans that one slot is for, one after the other, at least 1
 * @param costs how long they are expected to take
 */
public record Grant(BatchId batch, String tenant, String dataSource, int slots, int width, int depth, ScanCosts costs) {

    /** Leave to claim so many queries, each for a slot of its own. */
    public Grant(BatchId batch, String tenant, String dataSource, int slots) {
        this(batch, tenant, dataSource, slots, 1);
    }

    /** Leave to claim queries for slots of one scan each. */
    public Grant(BatchId batch, String tenant, String dataSource, int slots, int width) {
        this(batch, tenant, dataSource, slots, width, 1, ScanCosts.UNKNOWN);
    }

    /** Leave for at most so many slots. */
    public Grant atMost(int limit) {
        return new Grant(batch, tenant, dataSource, Math.min(slots, limit), width, depth, costs);
    }

    /** Leave to have more queries answered by one scan, and more scans by one slot. */
    public Grant sized(int queries, int scans) {
        return new Grant(batch, tenant, dataSource, slots, queries, scans, costs);
    }

    /** Leave for scans of which is known how long they take. */
    public Grant costing(ScanCosts known) {
        return new Grant(batch, tenant, dataSource, slots, width, depth, known);
    }

    /** The same for so many queries that wait: no slot idles while another has much before it, nor at the end of a batch. */
    public Grant spreading(int queries) {
        int each = (queries + slots - 1) / slots;
        int shared = Math.max(ScanWidths.FIRST, queries / 2);
        return sized(Math.min(width, shared), Math.max(1, Math.min(depth, each)));
    }

    /** Most queries of one slot. */
    public int load() {
        return Math.max(width, depth);
    }
}
