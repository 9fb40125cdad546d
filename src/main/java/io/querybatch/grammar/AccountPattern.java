package io.querybatch.grammar;

import com.google.re2j.Pattern;

/**
 * Chooses accounts by regular expressions (contract B §5.2).
 *
 * @param id found in the ids of the accounts chosen; null when ids do not matter
 * @param name found in the names of the accounts chosen; null when names do not matter
 */
public record AccountPattern(Pattern id, Pattern name) {

    /**
     * Reads the object form {@code {filter_id, filter_name}}.
     *
     * @param filterId a regular expression as {@link RegexText} reads it, or null
     * @param filterName likewise
     * @throws GrammarException if one of them is not valid, named in the message, or if both are null
     */
    public static AccountPattern of(String filterId, String filterName) throws GrammarException {
        if (filterId == null && filterName == null) {
            throw new GrammarException("expected filter_id or filter_name", 0);
        }
        return new AccountPattern(pattern("filter_id", filterId), pattern("filter_name", filterName));
    }

    /** Whether both expressions are found; an account without a name (null) has an empty one. */
    public boolean matches(String accountId, String accountName) {
        return found(id, accountId) && found(name, accountName == null ? "" : accountName);
    }

    private static boolean found(Pattern pattern, String text) {
        return pattern == null || pattern.matcher(text).find();
    }

    private static Pattern pattern(String member, String text) throws GrammarException {
        if (text == null) {
            return null;
        }
        try {
            return RegexText.parse(text).compiled();
        } catch (GrammarException e) {
            throw new GrammarException(member + ": " + e.problem(), e.position());
        }
    }
}
