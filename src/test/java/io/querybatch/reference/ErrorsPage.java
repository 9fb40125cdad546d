package io.querybatch.reference;

import io.querybatch.errors.ErrorCode;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Every error code. */
final class ErrorsPage implements Page {

    private static final Source SOURCE = Source.of("errors/ErrorCode");

    @Override
    public String body() {
        return """
            # Errors

            Every answer from 400 on is `{"meta":{"request_id":…},"error":{"code":…,"message":…,"description":…}}`, or, for who accepts
            `application/problem+json`, RFC 9457 with every violation in `errors`. Codes never change; there may be more one day.
            `description`, if there is one, says more about the case; of a body, up to %s lines such as
            `/queries/3/fields: unknown field "clikcs", did you mean "clicks"?`.

            ## Of requests

            %s
            ## Of queries

            In `error_info` of a query that has failed, with the HTTP status that it would have had alone (and has, at `/query/data`).

            %s\
            """.formatted(
                        Source.of("errors/Violation").value("MOST_LISTED"),
                        table(code -> !isOfQueries(code)),
                        table(ErrorsPage::isOfQueries));
    }

    private static boolean isOfQueries(ErrorCode code) {
        return code.compareTo(ErrorCode.QUERY_ACCOUNT_UNAVAILABLE) >= 0;
    }

    private static Table table(Predicate<ErrorCode> some) {
        Table table = new Table("code", "status", "message", "when, and what to do");
        Stream.of(ErrorCode.values())
                .filter(some)
                .forEach(code -> table.row(
                        "`" + code + "`", String.valueOf(code.status()), code.message(), SOURCE.comment(code.name())));
        return table;
    }
}
