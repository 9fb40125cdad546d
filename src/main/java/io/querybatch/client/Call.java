package io.querybatch.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is asked of the server.
 *
 * @param path below the server's address
 * @param body can be sent more than once
 * @param repeatable whether it may be sent again when nobody knows whether it arrived
 * @param patience how long the answer may begin to come
 */
record Call(
        String method,
        String path,
        Map<String, String> headers,
        BodyPublisher body,
        boolean repeatable,
        Duration patience) {

    /** Whatever comes with it is done once, however often it is sent. */
    static final String KEY = "Idempotency-Key";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static Call get(String path) {
        return new Call("GET", path, Map.of(), BodyPublishers.noBody(), true, PATIENCE);
    }

    /** To whom a second time makes no difference. */
    static Call delete(String path) {
        return new Call("DELETE", path, Map.of(), BodyPublishers.noBody(), true, PATIENCE);
    }

    static Call post(String path) {
        return new Call("POST", path, Map.of(), BodyPublishers.noBody(), false, PATIENCE);
    }

    /** Something without a body that is done once, however often it is sent with that {@code Idempotency-Key}. */
    static Call post(String path, String key) {
        return new Call("POST", path, Map.of(KEY, key), BodyPublishers.noBody(), true, PATIENCE);
    }

    /** Something that is done once, however often it is sent, or changes nothing. */
    static Call post(String path, byte[] json) {
        return new Call("POST", path, Map.of(), BodyPublishers.ofByteArray(json), true, PATIENCE)
                .with("Content-Type", "application/json");
    }

    static Call patch(String path, byte[] json) {
        return new Call("PATCH", path, Map.of(), BodyPublishers.ofByteArray(json), true, PATIENCE)
                .with("Content-Type", "application/json");
    }

    /** Not to be sent again when nobody knows whether it arrived. */
    Call once() {
        return new Call(method, path, headers, body, false, patience);
    }

    Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, path, more, body, repeatable, patience);
    }

    /** Prefers to wait for news. */
    Call waiting(Duration longest) {
        Call call = with("Prefer", "wait=" + longest.toSeconds());
        return new Call(method, path, call.headers, body, repeatable, PATIENCE.plus(longest));
    }
}
