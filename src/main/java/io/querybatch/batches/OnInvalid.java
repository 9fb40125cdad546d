package io.querybatch.batches;

import io.querybatch.http.QueryParameters;

/** What becomes of a batch some items of which cannot be planned (contract A4). */
enum OnInvalid {
    /** It is refused as a whole. */
    REFUSE,
    /** It is accepted, and those queries have failed. */
    FAIL_QUERY;

    private static final String PARAMETER = "on_invalid";

    static OnInvalid read(QueryParameters parameters) {
        String text = parameters.text(PARAMETER);
        if (text == null || text.equals("refuse")) {
            return REFUSE;
        }
        if (!text.equals("fail_query")) {
            parameters.refuse(PARAMETER, "must be refuse or fail_query");
        }
        return FAIL_QUERY;
    }
}
