package io.querybatch.parameters;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.Violation;
import io.querybatch.query.Spelling;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The members of one JSON object, read strictly: no coercion, no rounding; null is not a value. What is wrong is collected
 * with a JSON Pointer (RFC 6901), and reading goes on with the default.
 */
public final class Members {

    private final String pointer;
    private final Map<String, ? extends JsonValue> members;
    private final List<Violation> violations;

    /** All names that were asked for; some repeat. Lists, for a batch has ten thousand small objects. */
    private final List<String> known = new ArrayList<>();

    /** Those of them that are there. */
    private final List<String> read = new ArrayList<>();

    /** Reads the object at {@code pointer}; findings go to {@code violations}. */
    public Members(String pointer, Map<String, ? extends JsonValue> members, List<Violation> violations) {
        this.pointer = pointer;
        this.members = members;
        this.violations = violations;
    }

    /** The members of an object inside this one; {@code path} leads there from this object, with its slashes. */
    Members inner(String path, JsonObject object) {
        return new Members(pointer + "/" + path, object, violations);
    }

    /** The member of that name, or null. */
    public JsonValue get(String name) {
        known.add(name);
        JsonValue value = members.get(name);
        if (value != null && !read.contains(name)) {
            read.add(name);
        }
        return value;
    }

    public boolean has(String name) {
        return get(name) != null;
    }

    public String text(String name, int maxLength, String absent) {
        JsonValue value = get(name);
        if (value == null) {
            return absent;
        }
        if (!(value instanceof JsonString text)) {
            wrong(name, "must be a string");
            return absent;
        }
        if (text.getChars().length() > maxLength) {
            wrong(name, "must have at most " + maxLength + " characters");
            return absent;
        }
        return text.getString();
    }

    public String choice(String name, List<String> choices, String absent) {
        String value = text(name, Integer.MAX_VALUE, absent);
        if (choices.contains(value)) {
            return value;
        }
        wrong(name, "must be one of " + String.join(", ", choices));
        return absent;
    }

    public Integer integer(String name, int min, int max, Integer absent) {
        JsonValue value = get(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof JsonNumber number && number.isIntegral()) {
            try {
                long exact = number.longValueExact();
                if (exact >= min && exact <= max) {
                    return (int) exact;
                }
            } catch (ArithmeticException e) {
                // Larger than a long: out of range as well.
            }
        }
        wrong(name, "must be a whole number from " + min + " to " + max);
        return absent;
    }

    public boolean flag(String name, boolean absent) {
        JsonValue value = get(name);
        if (value == null) {
            return absent;
        }
        if (value.getValueType() != JsonValue.ValueType.TRUE && value.getValueType() != JsonValue.ValueType.FALSE) {
            wrong(name, "must be true or false");
        }
        return value.getValueType() == JsonValue.ValueType.TRUE;
    }

    public void wrong(String name, String detail) {
        known.add(name);
        report(name, detail);
    }

    private void report(String name, String detail) {
        violations.add(new Violation(pointer + "/" + escape(name), ErrorCode.BAD_REQUEST, detail));
    }

    /** Every member that was not asked for is an error. */
    public void refuseOthers(String... alsoKnown) {
        known.addAll(List.of(alsoKnown));
        for (String name : members.keySet()) {
            if (!known.contains(name)) {
                refuse(name);
            }
        }
    }

    /** Members that were not asked for are ignored, unless they look like a misspelling (contract A4). */
    void refuseMisspellings(Set<String> ignored) {
        if (read.size() == members.size()) {
            return;
        }
        for (String name : members.keySet()) {
            if (!known.contains(name)
                    && !ignored.contains(name)
                    && Spelling.nearest(name, known).isPresent()) {
                refuse(name);
            }
        }
    }

    private void refuse(String name) {
        String suggestion = Spelling.nearest(name, known)
                .map(nearest -> ", did you mean \"" + nearest + "\"?")
                .orElse("");
        report(name, "unknown member" + suggestion);
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
