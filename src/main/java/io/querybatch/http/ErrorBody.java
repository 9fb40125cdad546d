package io.querybatch.http;

import io.querybatch.errors.Violation;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.stream.Collectors;

/** The two shapes of an error: the contract's envelope, and RFC 9457 for those who ask for it (contract A2). */
final class ErrorBody {

    static final String PROBLEM_JSON = "application/problem+json";
    static final String JSON = "application/json";

    private static final int MAX_DESCRIPTION = 2_048;
    private static final int MAX_LISTED = 20;

    private ErrorBody() {}

    static String envelope(ErrorAnswer answer, String requestId) {
        JsonObjectBuilder error = Json.createObjectBuilder()
                .add("code", answer.code().name())
                .add("message", answer.code().message());
        String description = description(answer);
        if (!description.isEmpty()) {
            error.add("description", description);
        }
        return Json.createObjectBuilder()
                .add("meta", Json.createObjectBuilder().add("request_id", requestId))
                .add("error", error)
                .build()
                .toString();
    }

    static String problem(ErrorAnswer answer, String requestId) {
        JsonObjectBuilder problem = Json.createObjectBuilder()
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
            JsonArrayBuilder errors = Json.createArrayBuilder();
            answer.violations()
                    .forEach(violation -> errors.add(Json.createObjectBuilder()
                            .add("pointer", violation.pointer())
                            .add("code", violation.code().name())
                            .add("detail", violation.detail())));
            problem.add("errors", errors);
        }
        return problem.build().toString();
    }

    private static String description(ErrorAnswer answer) {
        String text = answer.description() == null ? "" : answer.description();
        if (!answer.violations().isEmpty()) {
            text = answer.violations().stream()
                    .limit(MAX_LISTED)
                    .map(Violation::toString)
                    .collect(Collectors.joining("\n"));
            int more = answer.violations().size() - MAX_LISTED;
            text = more > 0 ? shortened(text, MAX_DESCRIPTION - 40) + "\nand " + more + " more" : text;
        }
        return shortened(text, MAX_DESCRIPTION);
    }

    private static String shortened(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = length - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
