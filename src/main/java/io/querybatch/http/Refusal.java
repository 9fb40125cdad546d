package io.querybatch.http;

import io.querybatch.security.Caller;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Somebody was not let in (401), or not to what he asked for (403); told to whoever wants to write it down.
 *
 * @param code code of the answer
 * @param method of the request
 * @param path of the request, without its parameters
 * @param request the request
 * @param caller who it was, or null: nobody knows
 */
public record Refusal(String code, String method, String path, CurrentRequest request, Caller caller) {

    static Refusal of(ErrorAnswer answer, HttpServletRequest request, ProxyTrust proxy, Caller caller) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        Object path = failed != null ? failed : request.getRequestURI();
        return new Refusal(
                answer.code().name(),
                request.getMethod(),
                String.valueOf(path),
                CurrentRequest.of(request, proxy),
                caller);
    }
}
