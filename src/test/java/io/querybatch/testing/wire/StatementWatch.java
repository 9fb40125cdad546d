package io.querybatch.testing.wire;

/** Sees every statement that passes a {@link StatementProxy}, on the thread that forwards it: it waits for the answer. */
@FunctionalInterface
public interface StatementWatch {

    /** What is to happen with what was seen. */
    enum Verdict {
        /** It goes on. */
        PASS,
        /** It goes no further: both sides of its connection are reset. */
        CUT
    }

    /** Decides; may take its time, and may be called for many connections at once. */
    Verdict seen(Sighting sighting);
}
