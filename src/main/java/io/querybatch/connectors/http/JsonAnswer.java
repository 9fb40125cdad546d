package io.querybatch.connectors.http;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The JSON of an answer, read forwards: first the members before {@code data}, which must include {@code meta}, then the
 * elements of {@code data} one at a time. Nothing but {@code meta}, {@code error} and one element is ever in memory.
 */
final class JsonAnswer implements AutoCloseable {

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private final BoundedBody body;
    private final JsonParser parser;
    private JsonObject meta = JsonValue.EMPTY_JSON_OBJECT;
    private JsonObject error;

    JsonAnswer(BoundedBody body) {
        this.body = body;
        this.parser = PARSERS.createParser(new InputStreamReader(
                body,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** One step of reading. */
    interface Reading<T> {
        T from(JsonParser parser) throws FailedExchange;
    }

    /** The error code of an answer that is no success; empty when the body does not have one. */
    static String errorCode(BoundedBody body) {
        try {
            JsonAnswer answer = new JsonAnswer(body);
            answer.readHead();
            body.drain();
            return answer.errorCode();
        } catch (FailedExchange e) {
            return "";
        }
    }

    /**
     * Reads up to the first element of {@code data}.
     *
     * @return false when there is no {@code data}
     */
    boolean readHead() throws FailedExchange {
        return reading(json -> {
            expect(json.next(), Event.START_OBJECT);
            while (json.next() == Event.KEY_NAME) {
                if (readMember(json, json.getString())) {
                    return true;
                }
            }
            return false;
        });
    }

    private boolean readMember(JsonParser json, String name) throws FailedExchange {
        Event event = json.next();
        switch (name) {
            case "data" -> {
                expect(event, Event.START_ARRAY);
                return true;
            }
            case "meta" -> {
                expect(event, Event.START_OBJECT);
                meta = json.getObject();
            }
            case "error" -> error = event == Event.START_OBJECT ? json.getObject() : error;
            default -> skip(json, event);
        }
        return false;
    }

    private static void skip(JsonParser json, Event event) {
        if (event == Event.START_OBJECT) {
            json.skipObject();
        } else if (event == Event.START_ARRAY) {
            json.skipArray();
        }
    }

    /** Says that nothing more will be read. */
    void leave() {
        body.drain();
    }

    /** Lets the whole answer have so many bytes; before, it is bounded by {@link Transport#HEAD_BYTES}. */
    void limit(long bytes) {
        body.limit(bytes);
    }

    /** What stood in {@code meta}; empty if it was not there. */
    JsonObject meta() {
        return meta;
    }

    /** The code of an {@code error}; empty when there is an error without a code, or no error. */
    String errorCode() {
        return error == null ? "" : text(error, "code");
    }

    boolean hasError() {
        return error != null;
    }

    /** Runs a step of reading; whatever can be wrong with JSON or with its way here is a failed exchange. */
    <T> T reading(Reading<T> step) throws FailedExchange {
        try {
            return step.from(parser);
        } catch (JsonException e) {
            if (e.getCause() instanceof IOException io) {
                throw RemoteErrors.of(io);
            }
            throw notJson(e);
        } catch (RuntimeException e) {
            // What a parser throws for odd JSON differs from server to server.
            throw notJson(e);
        }
    }

    private static FailedExchange notJson(RuntimeException e) {
        return RemoteErrors.malformed("it is not JSON, or not all of it", e);
    }

    /** Reads what follows {@code data}, up to the end: only a whole document counts, and only it frees the connection. */
    void finish() throws FailedExchange {
        reading(json -> {
            Event event = json.next();
            while (event == Event.KEY_NAME) {
                skip(json, json.next());
                event = json.next();
            }
            expect(event, Event.END_OBJECT);
            if (json.hasNext()) {
                throw RemoteErrors.malformed("text follows the JSON", null);
            }
            return true;
        });
    }

    static void expect(Event event, Event expected) throws FailedExchange {
        if (event != expected) {
            throw RemoteErrors.malformed("its JSON has another shape", null);
        }
    }

    /** The text of a member; empty when it is absent or something else. */
    static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString string ? string.getString() : "";
    }

    /** The object of a member; empty when it is absent or something else. */
    static JsonObject object(JsonObject object, String name) {
        return object.get(name) instanceof JsonObject inner ? inner : JsonValue.EMPTY_JSON_OBJECT;
    }

    @Override
    public void close() {
        body.close();
    }
}
