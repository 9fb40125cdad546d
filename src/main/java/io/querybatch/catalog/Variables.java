package io.querybatch.catalog;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind {@code ${NAME}} in a catalog file, so that no secret has to be written there.
 *
 * @param lookup value of a name, if it has one
 */
public record Variables(Function<String, Optional<String>> lookup) {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^{}]*)}");

    /** The environment variables of this process. */
    public static Variables ofEnvironment() {
        return new Variables(name -> Optional.ofNullable(System.getenv(name)));
    }

    /** The names in a text, in order. */
    public static List<String> names(String text) {
        return REFERENCE
                .matcher(text)
                .results()
                .map(reference -> reference.group(1))
                .toList();
    }

    /** The names in a text that have no value. */
    List<String> missing(String text) {
        return names(text).stream().filter(name -> lookup.apply(name).isEmpty()).toList();
    }

    /** The text with every name replaced by its value; one that has none stays as it is. Values are taken literally. */
    public String expand(String text) {
        return REFERENCE.matcher(text).replaceAll(this::value);
    }

    private String value(MatchResult reference) {
        return Matcher.quoteReplacement(lookup.apply(reference.group(1)).orElse(reference.group()));
    }
}
