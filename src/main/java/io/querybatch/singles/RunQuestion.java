package io.querybatch.singles;

import io.querybatch.security.Caller;

/**
 * Everything of a request that its answer needs, so that it can be answered after the request's thread has gone.
 *
 * @param requestId id of the request
 * @param caller who asks
 * @param scheduleId name of the run, as the caller knows it
 * @param page which rows
 * @param conditions in which form
 * @param reused whether the run had ended before it was asked for
 * @param pageLink begin of the URL of other pages, to be followed by their offsets; null when there are none
 */
record RunQuestion(
        String requestId,
        Caller caller,
        String scheduleId,
        RowPage page,
        Conditions conditions,
        boolean reused,
        String pageLink) {

    /** The URL of another page, or null. */
    String link(RowPage other) {
        return other == null || pageLink == null
                ? null
                : pageLink + "&offset_start=" + other.offset() + "&offset_end=" + (other.offset() + other.limit() - 1);
    }
}
