package io.querybatch.client;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads records from JSON: {@code batchId} from {@code batch_id}, and so on. What JSON has more is left alone, so that a newer
 * server does not trouble an older client. JSON-B would do the same, for half a second at the start of every command.
 */
public final class JsonRecords {

    private static final Map<Type, Function<JsonValue, Object>> SCALARS = Map.of(
            String.class, JsonRecords::text,
            int.class, value -> ((JsonNumber) value).intValueExact(),
            long.class, value -> ((JsonNumber) value).longValueExact(),
            Long.class, value -> ((JsonNumber) value).longValueExact(),
            boolean.class, value -> value == JsonValue.TRUE,
            Instant.class, value -> Instant.parse(text(value)),
            LocalDate.class, value -> LocalDate.parse(text(value)),
            JsonObject.class, JsonValue::asJsonObject);

    private static final Map<Type, Object> ABSENT = Map.of(int.class, 0, long.class, 0L, boolean.class, false);

    private JsonRecords() {}

    /**
     * Reads an answer: all of it for a record that has {@code data}, else what is in {@code data}.
     *
     * @throws JsonException if it is not JSON, or other JSON
     */
    public static <T extends Record> T answer(Class<T> type, String json) {
        JsonObject answer = object(json);
        boolean whole = Arrays.stream(type.getRecordComponents())
                .anyMatch(component -> component.getName().equals("data"));
        return read(type, whole ? answer : answer.get("data"));
    }

    /**
     * Reads a record.
     *
     * @throws JsonException if the value is not what the record expects
     */
    public static <T extends Record> T read(Class<T> type, JsonValue value) {
        try {
            return type.cast(record(type, value.asJsonObject()));
        } catch (RuntimeException e) {
            throw new JsonException("not a " + type.getSimpleName(), e);
        }
    }

    static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private static Object record(Class<?> type, JsonObject object) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Stream.of(components)
                .map(component -> value(component.getGenericType(), object.get(wireName(component.getName()))))
                .toArray();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(Type type, JsonValue value) {
        boolean absent = value == null || value == JsonValue.NULL;
        if (type instanceof ParameterizedType list) {
            Type element = list.getActualTypeArguments()[0];
            return absent
                    ? List.of()
                    : value.asJsonArray().stream()
                            .map(one -> value(element, one))
                            .toList();
        }
        if (absent) {
            return ABSENT.get(type);
        }
        Function<JsonValue, Object> scalar = SCALARS.get(type);
        return scalar == null ? record((Class<?>) type, value.asJsonObject()) : scalar.apply(value);
    }

    private static String text(JsonValue value) {
        return ((JsonString) value).getString();
    }

    private static String wireName(String component) {
        return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
