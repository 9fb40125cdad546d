package io.querybatch.batches.jpa;

import io.querybatch.audit.AuditEvent;
import io.querybatch.audit.AuditRows;
import io.querybatch.batches.Batch;
import io.querybatch.batches.BatchChange;
import io.querybatch.batches.BatchQuery;
import io.querybatch.batches.BatchState;
import io.querybatch.batches.BatchStore;
import io.querybatch.batches.Cursor;
import io.querybatch.batches.ListQuestion;
import io.querybatch.batches.Mark;
import io.querybatch.batches.NewBatch;
import io.querybatch.batches.QueryState;
import io.querybatch.execution.ExecutionConfig;
import io.querybatch.query.BatchId;
import io.querybatch.query.ScheduleId;
import io.querybatch.quotas.QuotaGate;
import io.querybatch.quotas.jpa.UseRows;
import io.querybatch.security.Reach;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;

/** Batches through JPA; the tenant is part of every look-up, but of those whose reach is everybody. */
@Stateless
@Local(BatchStore.class)
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class JpaBatchStore implements BatchStore {

    private static final Set<QueryState> ALL = Set.of(QueryState.values());
    private static final Set<QueryState> ENDS = Set.of(QueryState.SUCCESS, QueryState.FAILURE);

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private ExecutionConfig config;

    @Inject
    private QuotaGate quotas;

    @Override
    public void create(NewBatch batch) {
        createWithin(batch);
    }

    @Override
    public Map<BatchId, Mark> marks(Set<BatchId> ids) {
        return entities.createQuery(
                        "select b.batchId, b.change, b.state from BatchEntity b where b.batchId in :ids",
                        Object[].class)
                .setParameter("ids", ids.stream().map(BatchId::value).toList())
                .getResultStream()
                .collect(Collectors.toMap(
                        row -> new BatchId((String) row[0]), row -> mark((Long) row[1], (String) row[2])));
    }

    @Override
    public Optional<String> owner(Reach reach, BatchId id) {
        return within(reach, "select b.tenant from BatchEntity b where b.batchId = :id", "", String.class)
                .setParameter("id", id.value())
                .getResultStream()
                .findFirst();
    }

    /** A query of batches {@code b}: what is chosen, the condition that they are within reach, and what follows. */
    private <T> TypedQuery<T> within(Reach reach, String chosen, String rest, Class<T> type) {
        String condition = reach.tenant().isPresent() ? " and b.tenant = :tenant" : "";
        TypedQuery<T> query = entities.createQuery(chosen + condition + rest, type);
        reach.tenant().ifPresent(tenant -> query.setParameter("tenant", tenant));
        return query;
    }

    @Override
    public Optional<Mark> mark(String tenant, BatchId id) {
        return entities.createQuery(
                        "select b.change, b.state from BatchEntity b where b.batchId = :id and b.tenant = :tenant",
                        Object[].class)
                .setParameter("id", id.value())
                .setParameter("tenant", tenant)
                .getResultStream()
                .map(row -> mark((Long) row[0], (String) row[1]))
                .findFirst();
    }

    private static Mark mark(long change, String state) {
        return new Mark(change, BatchState.STOPPED.name().equals(state));
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void createWithin(NewBatch batch) {
        Record numbers = inStore(sql -> {
            quotas.admit(batch.submission(), new UseRows(sql));
            new AuditRows(sql).add(batch.event());
            return sql.resultQuery("select nextval('batch_seq') as seq, current_timestamp as now")
                    .fetchSingle();
        });
        Instant now = numbers.get("now", OffsetDateTime.class).toInstant();
        entities.persist(BatchMapping.toEntity(batch, numbers.get("seq", long.class), now));
        entities.flush();
        inStore(sql -> {
            new BatchItemRows(sql).add(batch.id(), batch.content());
            return batch.options().callback() == null ? 0 : addDelivery(sql, batch.id());
        });
    }

    private static int addDelivery(DSLContext sql, BatchId batch) {
        return sql.execute("""
                insert into delivery (batch_id, n, state, attempts, created_time, due_time)
                values (?, 1, 'QUEUED', 0, current_timestamp, current_timestamp)""", batch.value());
    }

    @Override
    public Optional<Batch> find(String tenant, BatchId id) {
        return entity(tenant, id).map(BatchMapping::toBatch);
    }

    @Override
    public Listed list(ListQuestion question) {
        Set<BatchState> states = question.state() == null ? Set.of(BatchState.values()) : Set.of(question.state());
        List<BatchEntity> found = within(question.reach(), """
                        select b, current_timestamp from BatchEntity b
                        where b.interactive = false and b.seq < :before
                          and b.scheduleTime >= :since and b.state in :states""", " order by b.seq desc", Object[].class)
                .setParameter("before", question.before())
                .setParameter("since", question.since())
                .setParameter("states", states.stream().map(Enum::name).toList())
                .setMaxResults(question.limit() + 1)
                .getResultStream()
                .map(JpaBatchStore::seen)
                .toList();
        boolean more = found.size() > question.limit();
        List<BatchEntity> page = more ? found.subList(0, question.limit()) : found;
        return new Listed(
                page.stream().map(BatchMapping::toBatch).toList(), more ? page.get(page.size() - 1).seq : null);
    }

    @Override
    public Optional<Page> page(String tenant, BatchId id, QueryState state, int offset, int limit) {
        return entity(tenant, id).map(batch -> {
            List<BatchQuery> queries = inStore(sql -> state == null
                    ? pages(sql, batch).stretch(offset, limit)
                    : pages(sql, batch).of(new ChosenQueries(sql, batch).inState(state, offset, limit), state));
            return new Page(BatchMapping.toBatch(batch), queries, Cursor.after(batch.change));
        });
    }

    private QueryPages pages(DSLContext sql, BatchEntity batch) {
        return new QueryPages(sql, batch, config);
    }

    @Override
    public Optional<Page> changes(String tenant, BatchId id, QueryState state, Cursor since, int limit) {
        return entity(tenant, id)
                .map(batch -> inStore(sql -> {
                    ChosenQueries chosen = new ChosenQueries(sql, batch);
                    List<ChosenQueries.Changed> changed =
                            chosen.since(since, state == null ? ALL : Set.of(state), limit);
                    List<BatchQuery> queries = pages(sql, batch)
                            .of(changed.stream().map(ChosenQueries.Changed::n).toList(), state);
                    return new Page(BatchMapping.toBatch(batch), queries, chosen.next(since, changed, limit));
                }));
    }

    @Override
    public Optional<Ended> ended(String tenant, BatchId id, Cursor since, int limit) {
        return entity(tenant, id)
                .map(batch -> inStore(sql -> {
                    ChosenQueries chosen = new ChosenQueries(sql, batch);
                    List<ChosenQueries.Changed> changed = chosen.since(since, ENDS, limit);
                    List<BatchQuery> queries = pages(sql, batch)
                            .of(changed.stream().map(ChosenQueries.Changed::n).toList(), null);
                    List<Cursor> behind = changed.stream()
                            .map(query -> ChosenQueries.behind(since, query))
                            .toList();
                    return new Ended(BatchMapping.toBatch(batch), queries, behind, chosen.next(since, changed, limit));
                }));
    }

    @Override
    public Optional<BatchQuery> query(String tenant, ScheduleId id) {
        return page(tenant, id.batch(), null, id.n() - 1, 1)
                .flatMap(page -> page.queries().stream().findFirst());
    }

    @Override
    public Optional<Content> content(String tenant, BatchId id) {
        return content(tenant, id, BatchContent::all);
    }

    @Override
    public Optional<Content> failedContent(String tenant, BatchId id) {
        return content(tenant, id, BatchContent::failed);
    }

    private Optional<Content> content(String tenant, BatchId id, Function<BatchContent, NewBatch.Content> part) {
        return entity(tenant, id)
                .map(batch -> new Content(
                        BatchMapping.toBatch(batch), inStore(sql -> part.apply(new BatchContent(sql, batch)))));
    }

    @Override
    public boolean change(BatchId id, BatchChange change, AuditEvent by) {
        return inStore(sql -> new BatchChanges(sql, by).change(id, change));
    }

    @Override
    public boolean noteResultsDeleted(BatchId id, AuditEvent by) {
        return inStore(sql -> new BatchChanges(sql, by).noteResultsDeleted(id));
    }

    private Optional<BatchEntity> entity(String tenant, BatchId id) {
        return entities.createQuery(
                        "select b, current_timestamp from BatchEntity b where b.batchId = :id and b.tenant = :tenant",
                        Object[].class)
                .setParameter("id", id.value())
                .setParameter("tenant", tenant)
                .getResultStream()
                .map(JpaBatchStore::seen)
                .findFirst();
    }

    private static BatchEntity seen(Object[] row) {
        BatchEntity batch = (BatchEntity) row[0];
        batch.seen = ((Timestamp) row[1]).toInstant();
        return batch;
    }

    private <T> T inStore(Function<DSLContext, T> step) {
        return entities.unwrap(Session.class)
                .doReturningWork(connection -> step.apply(DSL.using(connection, JDBCUtils.dialect(connection))));
    }
}
