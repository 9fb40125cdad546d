package io.querybatch.execution;

import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.ScheduleId;
import io.querybatch.query.SplitPolicy;
import java.util.List;
import java.util.Locale;

/** Claims to test with. */
final class Claims {

    private Claims() {}

    /** The batch of that number. */
    static BatchId batch(int number) {
        return new BatchId(String.format(Locale.ROOT, "qrb_%020x", number));
    }

    /** The claim of a query of a batch. */
    static Claim claim(int batch, int n, String dataSource) {
        QuerySpec spec = new QuerySpec(dataSource, List.of(), null, List.of("f"), 1);
        BatchItem item = new BatchItem(n, null, spec, List.of(), new SplitPolicy(false, false));
        return new Claim(new ScheduleId(batch(batch), n), 1, 100L + n, item, OutputFormat.JSON, false, n);
    }
}
