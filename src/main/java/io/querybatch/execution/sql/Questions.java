package io.querybatch.execution.sql;

import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.Question;
import io.querybatch.query.BatchItem;
import io.querybatch.query.OutputFormat;
import java.time.Instant;
import java.util.Optional;

/** What the queries of a batch ask, for comparing it with what others ask. */
final class Questions {

    private final AnswerKeys keys;
    private final AnswerKeys.Asker asker;
    private final OutputFormat format;
    private final Instant accepted;
    private final Instant now;
    private Latest latest;

    Questions(AnswerKeys keys, BatchRow batch) {
        this.keys = keys;
        this.asker = batch.asker();
        this.format = batch.format();
        this.accepted = batch.accepted();
        this.now = batch.now();
    }

    /** Most queries are of the same item as those before. */
    private record Latest(BatchItem item, Optional<AnswerKeys.Sharing> sharing) {}

    /** Empty if the query neither uses nor gives answers. */
    Optional<Question> of(BatchItem item, int n) {
        if (latest == null || latest.item().firstN() != item.firstN()) {
            latest = new Latest(item, keys.of(asker, format, item));
        }
        return latest.sharing()
                .map(sharing -> new Question(sharing.key().apply(item.query(n)), accepted)
                        .acceptingFrom(now.minus(sharing.maxAge())));
    }
}
