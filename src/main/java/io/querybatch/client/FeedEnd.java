package io.querybatch.client;

/**
 * The last line of an answer with results, without which it was cut off.
 *
 * @param complete whether everything of the batch has been delivered
 * @param cursor where to go on
 * @param outcome how the batch ended, or null
 * @param error what kept the rest from being delivered, or null
 */
public record FeedEnd(
        String requestId,
        boolean complete,
        String cursor,
        String statusCode,
        String outcome,
        Progress progress,
        BatchQuery.ErrorInfo error) {}
