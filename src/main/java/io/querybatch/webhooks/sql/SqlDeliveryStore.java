package io.querybatch.webhooks.sql;

import io.querybatch.query.BatchId;
import io.querybatch.webhooks.Delivery;
import io.querybatch.webhooks.DeliveryId;
import io.querybatch.webhooks.DeliveryState;
import io.querybatch.webhooks.DeliveryStore;
import io.querybatch.webhooks.DueDelivery;
import io.querybatch.webhooks.Reply;
import io.querybatch.webhooks.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;

/** Deliveries in the database of the batches; each step a transaction of its own. */
public final class SqlDeliveryStore implements DeliveryStore {

    private final DataSource connections;

    public SqlDeliveryStore(DataSource connections) {
        this.connections = connections;
    }

    @Override
    public List<DueDelivery> due(int ofTenant, int limit) {
        return inStore(sql -> new DeliveryTurns(sql).due(ofTenant, limit));
    }

    @Override
    public boolean claim(DueDelivery due, Duration lease, Duration retryFor) {
        return inStore(sql -> new DeliveryTurns(sql).claim(due, lease, retryFor));
    }

    @Override
    public Optional<DeliveryState> record(DueDelivery due, Reply reply, Duration took, Verdict verdict) {
        return inStore(sql -> new DeliveryTurns(sql).record(due, reply, took, verdict));
    }

    @Override
    public List<Delivery> of(BatchId batch) {
        return inStore(sql -> new DeliveryLog(sql).of(batch));
    }

    @Override
    public Optional<DeliveryId> again(BatchId batch, int most) {
        return inStore(sql -> new DeliveryLog(sql).again(batch, most));
    }

    private <T> T inStore(Function<DSLContext, T> step) {
        try (Connection connection = connections.getConnection()) {
            boolean auto = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                return commit(connection, step);
            } finally {
                // Pools of containers hand on what they get back.
                connection.setAutoCommit(auto);
            }
        } catch (SQLException e) {
            throw new DataAccessException("the store does not answer", e);
        }
    }

    private static <T> T commit(Connection connection, Function<DSLContext, T> step) throws SQLException {
        try {
            T result = step.apply(DSL.using(connection, JDBCUtils.dialect(connection)));
            connection.commit();
            return result;
        } catch (RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }
}
