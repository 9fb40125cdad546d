package io.querybatch.batches.jpa;

import io.querybatch.batches.Batch;
import io.querybatch.batches.BatchOptions;
import io.querybatch.batches.BatchState;
import io.querybatch.batches.Callback;
import io.querybatch.batches.Eta;
import io.querybatch.batches.Lineage;
import io.querybatch.batches.NewBatch;
import io.querybatch.batches.Progress;
import io.querybatch.execution.Pace;
import io.querybatch.query.BatchId;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.RecurrenceId;
import io.querybatch.query.SplitPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** Between records and rows. */
final class BatchMapping {

    private BatchMapping() {}

    static BatchEntity toEntity(NewBatch batch, long seq, Instant now) {
        BatchOptions options = batch.options();
        BatchEntity entity = new BatchEntity();
        entity.batchId = batch.id().value();
        entity.seq = seq;
        entity.tenant = batch.tenant();
        entity.subject = batch.subject();
        entity.accessRights = batch.accessRights();
        entity.description = options.description();
        entity.splitAccounts = options.split().byAccount();
        entity.splitDates = options.split().byDay();
        entity.timeoutMinutes = options.timeoutMinutes();
        entity.queryConcurrency = options.queryConcurrency();
        entity.outputFormat = options.format().wireName();
        entity.excludeAccountErrors = options.excludeAccountErrors();
        entity.cleanDataTypes = options.cleanDataTypes();
        entity.interactive = batch.interactive();
        entity.dataSources = String.join(",", new TreeSet<>(batch.content().dataSources()));
        entity.retentionHours = options.retentionHours();
        Lineage lineage = batch.lineage();
        entity.retryOf = lineage.retryOf() == null ? null : lineage.retryOf().value();
        if (options.callback() != null) {
            entity.callbackUrl = options.callback().url();
            entity.callbackSecret = options.callback().secret();
            entity.callbackBase = batch.base();
        }
        entity.recurrenceId =
                lineage.recurrence() == null ? null : lineage.recurrence().value();
        entity.requestId = batch.origin().requestId();
        entity.traceParent = batch.origin().traceParent();
        entity.traceState = batch.origin().traceState();
        entity.change = 1;
        entity.scheduleTime = now;
        begin(entity, batch.content());
        return entity;
    }

    /** A batch of which nothing can run has ended. */
    private static void begin(BatchEntity entity, NewBatch.Content content) {
        entity.queryAmount = content.queryAmount();
        entity.unplanned = content.failed().size();
        entity.failed = entity.unplanned;
        entity.queued = entity.queryAmount - entity.unplanned;
        entity.nextN = content.firstPlanned();
        entity.state = BatchState.QUEUED.name();
        if (entity.queued == 0) {
            entity.state = BatchState.STOPPED.name();
            entity.outcome = "completed_with_errors";
            entity.endTime = entity.scheduleTime;
            entity.expiresTime = entity.endTime.plus(Duration.ofHours(entity.retentionHours));
        }
    }

    static Batch toBatch(BatchEntity entity) {
        return new Batch(
                new BatchId(entity.batchId),
                entity.tenant,
                options(entity),
                Set.of(entity.dataSources.split(",")),
                entity.queryAmount,
                BatchState.valueOf(entity.state),
                entity.paused,
                entity.outcome,
                new Progress(entity.queued, entity.running, entity.succeeded, entity.failed),
                entity.change,
                entity.retryOf == null ? null : new BatchId(entity.retryOf),
                entity.recurrenceId == null ? null : new RecurrenceId(entity.recurrenceId),
                new Batch.Times(
                        entity.scheduleTime,
                        entity.startTime,
                        entity.endTime,
                        entity.cancelTime,
                        entity.expiresTime,
                        entity.resultsDeletedTime),
                eta(entity));
    }

    /** Nobody can tell of a batch that is paused or being stopped. */
    private static Eta eta(BatchEntity entity) {
        if (!entity.state.equals(BatchState.RUNNING.name())
                || entity.paused
                || entity.stopReason != null
                || entity.paceTime == null) {
            return null;
        }
        Pace pace = new Pace(
                entity.paceTime,
                entity.paceFirst,
                entity.paceEnded,
                entity.paceMoves,
                entity.paceQueries,
                entity.paceSeconds,
                entity.paceBusy,
                entity.paceSpread,
                entity.paceAllSeconds);
        Eta.Rest rest = new Eta.Rest(
                entity.queued,
                entity.running - entity.riding,
                entity.running,
                entity.succeeded + entity.failed,
                entity.deadline);
        return Eta.at(entity.seen, pace, rest);
    }

    private static BatchOptions options(BatchEntity entity) {
        return new BatchOptions(
                entity.description,
                new SplitPolicy(entity.splitAccounts, entity.splitDates),
                entity.timeoutMinutes,
                entity.queryConcurrency,
                OutputFormat.parse(entity.outputFormat).orElseThrow(),
                entity.excludeAccountErrors,
                entity.cleanDataTypes,
                entity.retentionHours,
                entity.callbackUrl == null ? null : new Callback(entity.callbackUrl, entity.callbackSecret));
    }
}
