package io.querybatch.parameters;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** A comma list, or an array of strings. */
final class Names {

    private Names() {}

    /** The names; none when the member is absent or says nothing. {@code what} they are, for the error. */
    static List<String> optional(Members members, String member, String what) {
        JsonValue value = members.get(member);
        return value == null || saysNothing(value) ? List.of() : required(members, member, what);
    }

    /** The names of a member that is there. */
    static List<String> required(Members members, String member, String what) {
        JsonValue value = members.get(member);
        List<String> names = new ArrayList<>();
        if (value instanceof JsonString text) {
            for (String part : text.getString().split(",", -1)) {
                names.add(part.strip());
            }
        } else if (value instanceof JsonArray array) {
            for (JsonValue element : array) {
                names.add(element instanceof JsonString text ? text.getString().strip() : "");
            }
        }
        if (names.isEmpty() || names.contains("")) {
            members.wrong(member, "must be a comma-separated string or an array of " + what + ", none of them empty");
            return List.of();
        }
        return names;
    }

    /** Values by which existing clients say "nothing". */
    static boolean saysNothing(JsonValue value) {
        return value.getValueType() == JsonValue.ValueType.NULL
                || (value instanceof JsonString text && text.getString().isBlank())
                || (value instanceof JsonArray array && array.isEmpty());
    }
}
