package io.querybatch.batches;

import io.querybatch.query.OutputFormat;
import io.querybatch.query.SplitPolicy;

/**
 * What a caller chose for a batch as a whole (contract B §2.1).
 *
 * @param description the caller's words, never null
 * @param split how items become queries
 * @param timeoutMinutes most minutes from the batch's start, 5 to 60
 * @param queryConcurrency most of its queries running at once, 1 to 50
 * @param format format of the results
 * @param excludeAccountErrors leave out accounts that cannot be queried
 * @param cleanDataTypes cast cells to the declared data types
 * @param retentionHours hours for which the batch is kept after its end, 1 to 720
 * @param callback whom to call when it has stopped, or null
 */
public record BatchOptions(
        String description,
        SplitPolicy split,
        int timeoutMinutes,
        int queryConcurrency,
        OutputFormat format,
        boolean excludeAccountErrors,
        boolean cleanDataTypes,
        int retentionHours,
        Callback callback) {

    /** The same with another callback, or with none. */
    BatchOptions calling(Callback whom) {
        return new BatchOptions(
                description,
                split,
                timeoutMinutes,
                queryConcurrency,
                format,
                excludeAccountErrors,
                cleanDataTypes,
                retentionHours,
                whom);
    }
}
