package io.querybatch.connectors.http;

import io.querybatch.connectors.http.FakeRemote.Behaviour;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Ways a remote service can answer. */
final class Behaviours {

    private Behaviours() {}

    /** That body, whole. */
    static Behaviour json(int status, String body) {
        return bytes(status, body.getBytes(StandardCharsets.UTF_8));
    }

    static Behaviour bytes(int status, byte[] body) {
        return (exchange, request) -> {
            OutputStream out = FakeRemote.begin(exchange, status, body.length == 0 ? -1 : body.length);
            out.write(body);
        };
    }

    /** The envelope of an error, with things in it that nobody may be shown. */
    static Behaviour error(int status, String code) {
        return json(
                status,
                "{\"meta\":{\"request_id\":\"0123456789abcdef\"},\"error\":{\"code\":\"" + code
                        + "\",\"message\":\"token s3cret at https://inner.example:8443 is bad\"}}");
    }

    static Behaviour header(String name, String value, Behaviour behaviour) {
        return (exchange, request) -> {
            exchange.getResponseHeaders().set(name, value);
            behaviour.answer(exchange, request);
        };
    }

    /** Announces the whole body, sends some of it and breaks off. */
    static Behaviour cut(String body, int bytes) {
        return (exchange, request) -> {
            byte[] whole = body.getBytes(StandardCharsets.UTF_8);
            OutputStream out = FakeRemote.begin(exchange, 200, whole.length);
            out.write(whole, 0, bytes);
            out.flush();
        };
    }

    /** Sends some of a body, then nothing more. */
    static Behaviour stall(FakeRemote remote, String body, int bytes) {
        return (exchange, request) -> {
            byte[] whole = body.getBytes(StandardCharsets.UTF_8);
            OutputStream out = FakeRemote.begin(exchange, 200, whole.length);
            out.write(whole, 0, bytes);
            out.flush();
            remote.hang();
        };
    }

    /** Breaks off before the first byte. */
    static Behaviour drop() {
        return (exchange, request) -> exchange.close();
    }
}
