package io.querybatch.connectors.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection for one scan: read-only, and outside any transaction. */
interface Lease {

    Connection connection();

    /** Gives it back as it was: nothing runs on it any more, no transaction is open. */
    void giveBack() throws SQLException;

    /** Has it closed instead, because nobody knows what it is doing. */
    void discard();
}
