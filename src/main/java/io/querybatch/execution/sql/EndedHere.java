package io.querybatch.execution.sql;

import io.querybatch.execution.BatchEnds;
import io.querybatch.query.BatchId;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/** The batches that one transaction has stopped, to be told of when it is committed. */
final class EndedHere {

    private final List<Ended> batches = new ArrayList<>();

    private record Ended(String tenant, BatchId batch) {}

    /** Those of a transaction of which {@code sql} will be a part. */
    static EndedHere of(DSLContext sql) {
        EndedHere none = new EndedHere();
        sql.data(EndedHere.class, none);
        return none;
    }

    /** Notes one that the transaction of {@code sql} has stopped. */
    static void note(DSLContext sql, String tenant, String batch) {
        if (sql.data(EndedHere.class) instanceof EndedHere ended) {
            ended.batches.add(new Ended(tenant, new BatchId(batch)));
        }
    }

    void tell(BatchEnds ends) {
        batches.forEach(ended -> ends.ended(ended.tenant(), ended.batch()));
    }
}
