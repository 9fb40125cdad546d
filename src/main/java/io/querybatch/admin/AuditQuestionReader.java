package io.querybatch.admin;

import io.querybatch.audit.AuditAction;
import io.querybatch.audit.AuditQuestion;
import io.querybatch.http.QueryParameters;
import io.querybatch.query.BatchId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What an administrator wants to know. */
final class AuditQuestionReader {

    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 1_000;
    private static final String ACTIONS =
            Arrays.stream(AuditAction.values()).map(AuditAction::wireName).collect(Collectors.joining(", "));

    private AuditQuestionReader() {}

    static AuditQuestion read(QueryParameters parameters) {
        AuditQuestion question = new AuditQuestion(
                parameters.text("tenant"),
                action(parameters),
                batch(parameters),
                since(parameters),
                parameters.cursor(),
                parameters.integer("limit", 1, MAX_PAGE, DEFAULT_PAGE));
        parameters.done();
        return question;
    }

    private static AuditAction action(QueryParameters parameters) {
        String text = parameters.text("action");
        AuditAction action = AuditAction.of(text).orElse(null);
        if (text != null && action == null) {
            parameters.refuse("action", "must be one of " + ACTIONS);
        }
        return action;
    }

    private static String batch(QueryParameters parameters) {
        String text = parameters.text("batch_id");
        if (text != null && BatchId.parse(text).isEmpty()) {
            parameters.refuse("batch_id", "must be the id of a batch");
        }
        return text;
    }

    private static Instant since(QueryParameters parameters) {
        String text = parameters.text("since");
        try {
            // In a URL a plus sign that is not escaped is a blank.
            return text == null
                    ? null
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeParseException e) {
            parameters.refuse("since", "must be a time such as 2026-01-31T12:00:00Z");
            return null;
        }
    }
}
