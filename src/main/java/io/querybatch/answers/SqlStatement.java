package io.querybatch.answers;

import java.util.List;
import org.jooq.Query;

/**
 * A statement as an engine takes it.
 *
 * @param values what is bound to its marks, in order
 */
record SqlStatement(String sql, List<Object> values) {

    static SqlStatement of(Query query) {
        return new SqlStatement(query.getSQL(), query.getBindValues());
    }
}
