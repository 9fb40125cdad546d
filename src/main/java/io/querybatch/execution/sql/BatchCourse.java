package io.querybatch.execution.sql;

import io.querybatch.execution.Pace;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.Record;

/**
 * How a batch has gone until the moment at which its row is held.
 *
 * @param pace how fast
 * @param now the moment
 * @param ended queries that have ended
 * @param running queries that run
 */
record BatchCourse(Pace pace, Instant now, int ended, int running) {

    /** Notes a pace in the row; with {@link #values}. */
    static final String SETS = ", pace_time = cast(? as timestamp(3) with time zone), pace_first = ?,"
            + " pace_ended = ?, pace_moves = ?, pace_queries = ?,"
            + " pace_seconds = ?, pace_busy = ?, pace_spread = ?, pace_all_seconds = ?";

    static BatchCourse of(Record row) {
        return new BatchCourse(
                pace(row), instant(row, "now_is"), row.get("ended", int.class), row.get("running", int.class));
    }

    private static Pace pace(Record row) {
        if (row.get("pace_time") == null) {
            return Pace.of(instant(row, "started"), row.get("unplanned", int.class));
        }
        return new Pace(
                instant(row, "pace_time"),
                row.get("pace_first", int.class),
                row.get("pace_ended", int.class),
                row.get("pace_moves", double.class),
                row.get("pace_queries", double.class),
                row.get("pace_seconds", double.class),
                row.get("pace_busy", double.class),
                row.get("pace_spread", double.class),
                row.get("pace_all_seconds", double.class));
    }

    private static Instant instant(Record row, String column) {
        return row.get(column, OffsetDateTime.class).toInstant();
    }

    /** The pace when so many more queries have ended; null if there is nothing to note. */
    Pace after(int more) {
        Pace after = more == 0 ? pace : pace.after(now, ended + more, running);
        return after.equals(pace) ? null : after;
    }

    static List<Object> values(Pace pace) {
        return List.of(
                pace.time().atOffset(ZoneOffset.UTC),
                pace.first(),
                pace.ended(),
                pace.moves(),
                pace.queries(),
                pace.seconds(),
                pace.busy(),
                pace.spread(),
                pace.allSeconds());
    }
}
