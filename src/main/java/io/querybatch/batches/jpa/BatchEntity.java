package io.querybatch.batches.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;

/**
 * A batch as submitted and as it stands. Written here once; afterwards only the native statements of the execution move it,
 * so an instance is good for the one transaction that read it.
 */
@Entity
@Table(name = "batch")
class BatchEntity {

    @Id
    @Column(name = "batch_id")
    String batchId;

    long seq;
    String tenant;
    String subject;

    @Column(name = "access_rights", columnDefinition = "text")
    String accessRights;

    @Column(columnDefinition = "text")
    String description;

    @Column(name = "split_accounts")
    boolean splitAccounts;

    @Column(name = "split_dates")
    boolean splitDates;

    @Column(name = "timeout_minutes")
    int timeoutMinutes;

    @Column(name = "query_concurrency")
    int queryConcurrency;

    @Column(name = "output_format")
    String outputFormat;

    @Column(name = "exclude_account_errors")
    boolean excludeAccountErrors;

    @Column(name = "clean_data_types")
    boolean cleanDataTypes;

    @Column(name = "query_amount")
    int queryAmount;

    /** Queries of items that could not be planned: they have failed from the start. */
    int unplanned;

    boolean interactive;
    boolean paused;

    /** Ids of the data sources of its items, with commas. */
    @Column(name = "data_sources", columnDefinition = "text")
    String dataSources;

    /** The batch whose failed queries these are, or null. */
    @Column(name = "retry_of")
    String retryOf;

    /** Whom to call when it has stopped, and the secret as it was sealed; null if nobody. */
    @Column(name = "callback_url", columnDefinition = "text")
    String callbackUrl;

    @Column(name = "callback_secret", columnDefinition = "text")
    String callbackSecret;

    /** The URL by which the caller reached the server. */
    @Column(name = "callback_base", columnDefinition = "text")
    String callbackBase;

    /** The schedule that made it, or null. */
    @Column(name = "recurrence_id")
    String recurrenceId;

    @Column(name = "request_id")
    String requestId;

    @Column(name = "trace_parent")
    String traceParent;

    @Column(name = "trace_state")
    String traceState;

    @Column(name = "retention_hours")
    int retentionHours;

    String state;
    String outcome;

    @Column(name = "stop_reason")
    String stopReason;

    int queued;
    int running;

    /** Running queries that share the scan of another. */
    int riding;

    int succeeded;
    int failed;

    @Column(name = "next_n")
    int nextN;

    long change;

    /** The change that stopped it; null while nobody has. */
    @Column(name = "stop_change")
    Long stopChange;

    @Column(name = "schedule_time")
    Instant scheduleTime;

    @Column(name = "start_time")
    Instant startTime;

    @Column(name = "end_time")
    Instant endTime;

    @Column(name = "cancel_time")
    Instant cancelTime;

    @Column(name = "stop_time")
    Instant stopTime;

    Instant deadline;

    /** How fast it has gone ({@link io.querybatch.execution.Pace}); null while nothing is known. */
    @Column(name = "pace_time")
    Instant paceTime;

    @Column(name = "pace_first")
    Integer paceFirst;

    @Column(name = "pace_ended")
    Integer paceEnded;

    @Column(name = "pace_moves")
    Double paceMoves;

    @Column(name = "pace_queries")
    Double paceQueries;

    @Column(name = "pace_seconds")
    Double paceSeconds;

    @Column(name = "pace_busy")
    Double paceBusy;

    @Column(name = "pace_spread")
    Double paceSpread;

    @Column(name = "pace_all_seconds")
    Double paceAllSeconds;

    /** When this was read, by the clock of the store. */
    @Transient
    Instant seen;

    @Column(name = "expires_time")
    Instant expiresTime;

    @Column(name = "results_deleted_time")
    Instant resultsDeletedTime;
}
