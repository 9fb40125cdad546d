package io.querybatch.http;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An error on its way out.
 *
 * @param code what kind
 * @param description more for people, or null
 * @param violations every single thing that is wrong with the body; may be empty
 * @param headers further headers
 */
record ErrorAnswer(ErrorCode code, String description, List<Violation> violations, Map<String, String> headers) {

    static ErrorAnswer of(ErrorCode code) {
        return new ErrorAnswer(code, null, List.of(), Map.of());
    }

    static ErrorAnswer of(ErrorCode code, String description) {
        return new ErrorAnswer(code, description, List.of(), Map.of());
    }

    static ErrorAnswer of(ServiceException e) {
        ErrorAnswer answer = new ErrorAnswer(e.code(), e.description().orElse(null), e.violations(), Map.of());
        return e.retryAfter()
                .map(wait -> answer.with("Retry-After", String.valueOf(Math.max(1, wait.toSeconds()))))
                .orElse(answer);
    }

    /** Whether it keeps somebody out. */
    boolean isRefusal() {
        return code.status() == 401 || code.status() == 403;
    }

    ErrorAnswer described(String text) {
        return new ErrorAnswer(code, text, violations, headers);
    }

    ErrorAnswer with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new ErrorAnswer(code, description, violations, all);
    }

    /** The code for a status that somebody else chose. */
    static ErrorCode codeFor(int status) {
        return switch (status) {
            case 401 -> ErrorCode.UNAUTHORIZED;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404, 410 -> ErrorCode.NOT_FOUND;
            case 405, 501 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 409, 412 -> ErrorCode.CONFLICT_ERROR;
            case 413 -> ErrorCode.CONTENT_TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case 416 -> ErrorCode.RANGE_NOT_SATISFIABLE;
            case 429 -> ErrorCode.TOO_MANY_REQUESTS;
            case 431 -> ErrorCode.HEADERS_TOO_LARGE;
            case 502, 503, 504 -> ErrorCode.SERVICE_UNAVAILABLE;
            default -> status >= 400 && status < 500 ? ErrorCode.BAD_REQUEST : ErrorCode.INTERNAL_SERVER_ERROR;
        };
    }
}
