package io.querybatch.client;

import java.util.List;

/** The fields of a data source. */
public record Fields(List<Field> data) {

    /** A field; {@code fieldType} is {@code dim} or {@code met}. */
    public record Field(
            String fieldId,
            String fieldName,
            String fieldType,
            String dataType,
            String description,
            String groupName) {}
}
