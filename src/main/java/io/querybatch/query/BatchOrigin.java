package io.querybatch.query;

/**
 * The request that a batch came with; it is kept with the batch, so that whoever runs a query, and whenever, can say whose it is.
 *
 * @param requestId id of the request, or null: the server itself submitted it, or a server of an earlier version stored it
 * @param address where the request came from, or null
 * @param traceParent the span in which it was accepted, as the header of W3C Trace Context has it, or null: there is none
 * @param traceState what other systems add to that, or null
 */
public record BatchOrigin(String requestId, String address, String traceParent, String traceState) {

    /** Nothing is known. */
    public static final BatchOrigin UNKNOWN = new BatchOrigin(null, null, null, null);

    /** The same in a trace; both may be null. */
    public BatchOrigin within(String parent, String state) {
        return new BatchOrigin(requestId, address, parent, state);
    }
}
