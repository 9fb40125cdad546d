package io.querybatch.http;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.query.Quotation;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * JSON as RFC 8259 wants it from somebody who is careful: UTF-8 only, no duplicate names, no trailing text, bounded depth,
 * no lone surrogates. JSON-B alone lets all of these pass.
 */
public final class StrictJson {

    /** Looked up once: {@code Json} searches the class path at every call. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
    private static final int MAX_NUMBER_LENGTH = 100;

    /** Far beyond any double, and far from where arithmetic with it takes gigabytes. */
    private static final int MAX_EXPONENT = 10_000;

    private final Reader text;
    private final JsonParser parser;
    private final JsonLimits limits;

    private StrictJson(Reader text, JsonLimits limits) {
        this.text = text;
        this.parser = PARSERS.createParser(text);
        this.limits = limits;
    }

    /** Is handed the members of the outermost object. */
    public interface Visitor {

        /** A member that is not streamed. */
        void member(String name, JsonValue value);

        /** An element of a streamed array. */
        void element(String array, int index, JsonValue value);
    }

    /**
     * Reads a body that must be one object. The elements of {@code streamedArrays} are handed over one by one, so that a
     * large body is never a tree in memory; a member of such a name that is no array comes as a plain member.
     *
     * @throws ServiceException BAD_REQUEST, saying where
     */
    public static void walkObject(InputStream body, Set<String> streamedArrays, JsonLimits limits, Visitor visitor) {
        Reader text = new BufferedReader(new InputStreamReader(
                body,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        new StrictJson(text, limits).guard(json -> {
            json.walk(streamedArrays, visitor);
            return null;
        });
    }

    /**
     * Reads a body that must be one object, all of which fits into memory.
     *
     * @throws ServiceException BAD_REQUEST, saying where
     */
    public static Map<String, JsonValue> members(InputStream body, JsonLimits limits) {
        Map<String, JsonValue> members = new HashMap<>();
        walkObject(body, Set.of(), limits, new Visitor() {
            @Override
            public void member(String name, JsonValue value) {
                members.put(name, value);
            }

            @Override
            public void element(String array, int index, JsonValue value) {
                throw new IllegalStateException("no array is streamed");
            }
        });
        return members;
    }

    /**
     * Reads a text that must be one JSON value.
     *
     * @throws ServiceException BAD_REQUEST, saying where
     */
    public static JsonValue parse(String text, JsonLimits limits) {
        return new StrictJson(new StringReader(text), limits).guard(json -> {
            JsonValue value = json.value(json.next(), 1);
            json.end();
            return value;
        });
    }

    private <T> T guard(Function<StrictJson, T> reading) {
        try (parser) {
            return reading.apply(this);
        } catch (JsonParsingException e) {
            throw wrong("not valid JSON", e.getLocation());
        } catch (JsonException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    private static RuntimeException unreadable(RuntimeException e) {
        if (e.getCause() instanceof CharacterCodingException) {
            return refusal("the body is not valid UTF-8");
        }
        if (e.getCause() instanceof IOException) {
            return e;
        }
        return refusal("not valid JSON");
    }

    private void walk(Set<String> streamedArrays, Visitor visitor) {
        if (isEmpty()) {
            throw refusal("the body is empty; it must be a JSON object");
        }
        if (parser.next() != Event.START_OBJECT) {
            throw wrong("the body must be a JSON object", parser.getLocation());
        }
        Set<String> names = new HashSet<>();
        for (Event event = next(); event != Event.END_OBJECT; event = next()) {
            String name = name(names);
            Event value = next();
            if (value == Event.START_ARRAY && streamedArrays.contains(name)) {
                int index = 0;
                for (Event element = next(); element != Event.END_ARRAY; element = next()) {
                    visitor.element(name, index++, value(element, 3));
                }
            } else {
                visitor.member(name, value(value, 2));
            }
        }
        end();
    }

    /** The parser itself has a next event until it fails for want of text. */
    private boolean isEmpty() {
        try {
            text.mark(1);
            int first = text.read();
            text.reset();
            return first < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Event next() {
        if (!parser.hasNext()) {
            throw wrong("the JSON ends too early", parser.getLocation());
        }
        return parser.next();
    }

    private void end() {
        if (parser.hasNext()) {
            throw wrong("text after the end of the JSON", parser.getLocation());
        }
    }

    private JsonValue value(Event event, int depth) {
        return switch (event) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(depth);
            case VALUE_STRING -> JSON.createValue(text());
            case VALUE_NUMBER -> number();
            case VALUE_TRUE -> JsonValue.TRUE;
            case VALUE_FALSE -> JsonValue.FALSE;
            case VALUE_NULL -> JsonValue.NULL;
            default -> throw wrong("not valid JSON", parser.getLocation());
        };
    }

    private JsonValue object(int depth) {
        checkDepth(depth);
        JsonObjectBuilder object = JSON.createObjectBuilder();
        Set<String> names = new HashSet<>();
        for (Event event = next(); event != Event.END_OBJECT; event = next()) {
            String name = name(names);
            object.add(name, value(next(), depth + 1));
        }
        return object.build();
    }

    private JsonValue array(int depth) {
        checkDepth(depth);
        JsonArrayBuilder array = JSON.createArrayBuilder();
        for (Event event = next(); event != Event.END_ARRAY; event = next()) {
            array.add(value(event, depth + 1));
        }
        return array.build();
    }

    private void checkDepth(int depth) {
        if (depth > limits.depth()) {
            throw wrong("nested more than " + limits.depth() + " deep", parser.getLocation());
        }
    }

    private String name(Set<String> names) {
        String name = text();
        if (!names.add(name)) {
            throw wrong("the name " + Quotation.of(name) + " is there twice", parser.getLocation());
        }
        return name;
    }

    private String text() {
        String text = parser.getString();
        if (!isWellFormed(text)) {
            throw wrong("half of a surrogate pair", parser.getLocation());
        }
        return text;
    }

    /** Looked at letter by letter first: a large body has a hundred thousand texts, and an encoder costs more than each. */
    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return StandardCharsets.UTF_8.newEncoder().canEncode(text);
            }
        }
        return true;
    }

    private JsonValue number() {
        if (parser.getString().length() > MAX_NUMBER_LENGTH) {
            throw wrong("a number of more than " + MAX_NUMBER_LENGTH + " characters", parser.getLocation());
        }
        BigDecimal number = exact(parser.getString());
        if (number == null || Math.abs((long) number.scale()) > MAX_EXPONENT) {
            throw wrong("a number with an exponent beyond " + MAX_EXPONENT, parser.getLocation());
        }
        return JSON.createValue(number);
    }

    /** Null if the exponent is more than BigDecimal can hold; that is all it refuses of what the parser lets through. */
    private static BigDecimal exact(String number) {
        try {
            return new BigDecimal(number);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static ServiceException wrong(String what, JsonLocation where) {
        return refusal(what + " (line " + where.getLineNumber() + ", column " + where.getColumnNumber() + ")");
    }

    private static ServiceException refusal(String what) {
        return ServiceException.of(ErrorCode.BAD_REQUEST, List.of(new Violation("", ErrorCode.BAD_REQUEST, what)));
    }
}
