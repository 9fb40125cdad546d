package io.querybatch.client;

import java.util.Locale;

/** What becomes of a batch some queries of which cannot mean anything. */
public enum OnInvalid {
    /** It is refused as a whole. */
    REFUSE,
    /** It is accepted, and those queries have failed. */
    FAIL_QUERY;

    /** As the API has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
