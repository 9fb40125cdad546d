package io.querybatch.query;

import io.querybatch.hosts.ForHosts;
import io.querybatch.hosts.Internal;
import java.util.Optional;

/** How a filter compares a field with a value (contract B §5.4). */
@ForHosts(since = "0.1")
public enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    /** Case does not count. */
    CONTAINS("=@"),
    /** Case does not count. */
    CONTAINS_NOT("!@"),
    /** The value is a regular expression, found anywhere in the field. */
    MATCHES("=~"),
    /** The value is a regular expression, found nowhere in the field. */
    MATCHES_NOT("!~");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    /** The operator on the wire, such as {@code ==}. */
    public String symbol() {
        return symbol;
    }

    /** Whether the value is a regular expression. */
    public boolean takesRegex() {
        return this == MATCHES || this == MATCHES_NOT;
    }

    /** The longest operator that stands in {@code text} at {@code position}; empty when there is none. */
    @Internal
    public static Optional<Operator> at(String text, int position) {
        Operator longest = null;
        for (Operator operator : values()) {
            boolean longer = longest == null || operator.symbol.length() > longest.symbol.length();
            if (longer && text.startsWith(operator.symbol, position)) {
                longest = operator;
            }
        }
        return Optional.ofNullable(longest);
    }
}
