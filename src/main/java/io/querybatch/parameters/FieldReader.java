package io.querybatch.parameters;

import io.querybatch.grammar.FieldListParser;
import io.querybatch.grammar.GrammarException;
import io.querybatch.query.FieldRef;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads {@code fields}: a comma list, an array of ids, or of objects with {@code id} and {@code split} (contract B §5.3). */
final class FieldReader {

    private static final String MEMBER = "fields";
    private static final int MAX_NAME = 100;

    /** How existing clients name the id in what they send back of an answer. */
    private static final List<String> ID_NAMES = List.of("id", "field_id");

    private static final List<String> SPLIT_NAMES = List.of("split", "field_split");

    /** Members of the answer's fields, which clients send back; they say nothing that the id does not. */
    private static final Set<String> IGNORED =
            Set.of("field_name", "field_type", "data_type", "data_column", "visible", "name", "type");

    /** Items of a batch ask for the same again and again. */
    private String latest;

    private List<FieldRef> ofLatest;

    List<FieldRef> read(Members members) {
        if (!members.has(MEMBER)) {
            members.wrong(MEMBER, "is required");
            return List.of();
        }
        if (members.get(MEMBER) instanceof JsonArray array && array.stream().anyMatch(JsonObject.class::isInstance)) {
            return elements(members, array);
        }
        return members.get(MEMBER) instanceof JsonString text
                ? list(members, text.getString())
                : inRows(Names.required(members, MEMBER, "field ids"));
    }

    private List<FieldRef> list(Members members, String text) {
        if (!text.equals(latest)) {
            ofLatest = parsed(members, text);
            // What is wrong is told of each item.
            latest = ofLatest.isEmpty() ? null : text;
        }
        return ofLatest;
    }

    private static List<FieldRef> parsed(Members members, String text) {
        try {
            return inRows(FieldListParser.parse(text));
        } catch (GrammarException e) {
            members.wrong(MEMBER, e.getMessage());
            return List.of();
        }
    }

    private static List<FieldRef> inRows(List<String> ids) {
        return ids.stream().map(FieldRef::inRows).toList();
    }

    private static List<FieldRef> elements(Members members, JsonArray array) {
        List<FieldRef> fields = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            JsonValue element = array.get(i);
            if (element instanceof JsonObject object) {
                fields.add(field(members.inner(MEMBER + "/" + i, object)));
            } else if (element instanceof JsonString text) {
                fields.add(FieldRef.inRows(text.getString().strip()));
            } else {
                members.inner(MEMBER, JsonValue.EMPTY_JSON_OBJECT)
                        .wrong(String.valueOf(i), "must be a field id, or an object with id and split");
            }
        }
        return fields;
    }

    private static FieldRef field(Members object) {
        String id = firstText(object, ID_NAMES);
        String split = firstText(object, SPLIT_NAMES);
        if (id == null) {
            object.wrong("id", "is required");
        }
        if (split != null && !split.equals("row") && !split.equals("column")) {
            object.wrong("split", "must be row or column");
        }
        object.refuseMisspellings(IGNORED);
        return new FieldRef(id == null ? "" : id, "column".equals(split));
    }

    private static String firstText(Members object, List<String> names) {
        String found = null;
        for (String name : names) {
            String text = object.text(name, MAX_NAME, null);
            found = found == null ? text : found;
        }
        return found;
    }
}
