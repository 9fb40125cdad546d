package io.querybatch.execution.sql;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.DSLContext;

/**
 * Answers of batches that are gone. They are not found by their batch, for an index would have to be written for every query; so after a
 * batch was forgotten all answers are looked through, some at a time. Until then they mean nothing: whoever looks for one wants its
 * query, too.
 */
final class GoneAnswers {

    private final int atOnce;
    private final AtomicBoolean due = new AtomicBoolean();
    private boolean underWay;

    /** The number of the last one that was looked at. */
    private long last;

    /** {@code atOnce} are looked at in one transaction. */
    GoneAnswers(int atOnce) {
        this.atOnce = atOnce;
    }

    /** A batch was forgotten: its answers are, too, the next time that all are looked through. */
    void batchIsGone() {
        due.set(true);
    }

    /** Goes on looking, or begins if there is anything to look for. */
    synchronized void forgetSome(DSLContext sql) {
        if (!underWay && due.getAndSet(false)) {
            underWay = true;
            last = Long.MIN_VALUE;
        }
        if (underWay) {
            Long next = next(sql);
            if (next != null) {
                forget(sql, next);
                last = next;
            }
            underWay = next != null;
        }
    }

    /** The last of those to look at now; null when there are no more. */
    private Long next(DSLContext sql) {
        return sql.resultQuery("""
                        select max(next.question) as last_one
                        from (select question from latest_answer where question > ? order by question limit ?) next""", last, atOnce).fetchOne(0, Long.class);
    }

    private void forget(DSLContext sql, long next) {
        // Who asks the same at this moment holds the row, and needs it.
        Object[][] gone = sql.resultQuery("""
                        select a.question from latest_answer a
                        where a.question > ? and a.question <= ?
                          and not exists (select 1 from batch b where b.batch_id = a.batch_id)
                        order by a.question for update skip locked""", last, next).fetchArrays();
        if (gone.length > 0) {
            sql.batch("delete from latest_answer where question = ?", gone).execute();
        }
    }
}
