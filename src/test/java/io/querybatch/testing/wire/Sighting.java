package io.querybatch.testing.wire;

import java.util.Set;

/**
 * A statement on its way.
 *
 * @param moment whether it is about to be forwarded, or its answer about to be passed back
 * @param sql its text as the driver sends it, with {@code $1} for parameters
 * @param transaction the texts that were sent before in the same transaction, each once, in order
 */
public record Sighting(Moment moment, String sql, Set<String> transaction) {

    /** On which side of the server's work it was seen. */
    public enum Moment {
        /** The server has not seen it. */
        BEFORE,
        /** The server has run it without error; the client does not know yet. */
        AFTER
    }
}
