package io.querybatch.catalog;

import java.util.List;

/**
 * A key of the catalog files.
 *
 * @param name as it is written
 * @param absent what holds without it: "required", a value, or when it is needed; empty if nothing does
 * @param meaning for who writes the files, in Markdown
 */
public record Key(String name, String absent, String meaning) {

    /** For {@code absent}: nothing can do without it. */
    public static final String REQUIRED = "required";

    /** The names of some keys, in their order. */
    public static List<String> names(List<Key> keys) {
        return keys.stream().map(Key::name).toList();
    }
}
