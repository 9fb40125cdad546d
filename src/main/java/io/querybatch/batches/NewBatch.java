package io.querybatch.batches;

import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.RecurrenceId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A planned batch, ready to be stored.
 *
 * @param id its id
 * @param tenant whose it is
 * @param subject who submitted it
 * @param accessRights snapshot of the caller's rights (contract A3)
 * @param interactive somebody waits for it: it goes before the tenant's other batches
 * @param options what the caller chose
 * @param items at least one, with consecutive queries from 1
 * @param retryOf the batch whose failed queries these are, or null
 * @param base the URL by which its caller reached the server, with the prefix, if it has a callback; else null
 * @param recurrence the schedule that made it, or null
 */
public record NewBatch(
        BatchId id,
        String tenant,
        String subject,
        String accessRights,
        boolean interactive,
        BatchOptions options,
        List<BatchItem> items,
        BatchId retryOf,
        String base,
        RecurrenceId recurrence) {

    public NewBatch {
        items = List.copyOf(items);
    }

    /** Ids of the data sources it asks. */
    public Set<String> dataSources() {
        return items.stream().map(item -> item.spec().dataSource()).collect(Collectors.toSet());
    }

    /** Number of queries after splitting. */
    public int queryAmount() {
        BatchItem last = items.get(items.size() - 1);
        return Math.toIntExact(last.lastN());
    }
}
