package io.querybatch.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.Claim;
import io.querybatch.execution.EngineNode;
import io.querybatch.execution.sql.SqlExecutionStore;
import io.querybatch.results.filesystem.FilesystemResultStore;
import io.querybatch.testing.Project;
import java.util.function.Consumer;

/** Nodes of one database, each with connections of its own, as many as the server has for its dispatcher. */
final class EngineNodes {

    private static final int CONNECTIONS = 8;

    private EngineNodes() {}

    /** A node that does not work yet; it gives its connections back when it is closed. */
    static EngineNode over(BenchDatabase database, String name, int workers, Consumer<Claim> attempt) {
        HikariDataSource pool = database.pool(CONNECTIONS, false);
        return new EngineNode(
                name,
                workers,
                new SqlExecutionStore(pool, AnswerKeys.NONE, pool::close),
                new FilesystemResultStore(Project.target().resolve("bench/results"), Long.MAX_VALUE),
                attempt);
    }
}
