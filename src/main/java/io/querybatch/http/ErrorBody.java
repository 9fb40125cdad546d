package io.querybatch.http;

import io.querybatch.errors.Violation;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;

/** The two shapes of an error: the contract's envelope, and RFC 9457 for those who ask for it (contract A2). */
final class ErrorBody {

    /** Asked for once: to find it, every library of the application is looked through, by one thread at a time. */
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    static final String PROBLEM_JSON = "application/problem+json";
    static final String JSON = "application/json";

    private ErrorBody() {}

    static String envelope(ErrorAnswer answer, String requestId) {
        JsonObjectBuilder error = PROVIDER.createObjectBuilder()
                .add("code", answer.code().name())
                .add("message", answer.code().message());
        String description = description(answer);
        if (!description.isEmpty()) {
            error.add("description", description);
        }
        return PROVIDER.createObjectBuilder()
                .add("meta", PROVIDER.createObjectBuilder().add("request_id", requestId))
                .add("error", error)
                .build()
                .toString();
    }

    static String problem(ErrorAnswer answer, String requestId) {
        JsonObjectBuilder problem = PROVIDER.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", answer.code().message())
                .add("status", answer.code().status())
                .add("code", answer.code().name())
                .add("request_id", requestId);
        String description = description(answer);
        if (!description.isEmpty()) {
            problem.add("detail", description);
        }
        if (!answer.violations().isEmpty()) {
            JsonArrayBuilder errors = PROVIDER.createArrayBuilder();
            answer.violations()
                    .forEach(violation -> errors.add(PROVIDER.createObjectBuilder()
                            .add("pointer", violation.pointer())
                            .add("code", violation.code().name())
                            .add("detail", violation.detail())));
            problem.add("errors", errors);
        }
        return problem.build().toString();
    }

    private static String description(ErrorAnswer answer) {
        return Violation.told(answer.violations(), answer.description());
    }
}
