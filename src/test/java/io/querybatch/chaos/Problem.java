package io.querybatch.chaos;

import java.util.Locale;

/**
 * A promise that was not kept.
 *
 * @param round number of the round; 0: the campaign as a whole
 * @param kind which
 * @param what exactly
 */
record Problem(int round, Kind kind, String what) {

    /** What may go wrong. Every one of them fails the campaign. */
    enum Kind {
        /** An accepted batch or one of its queries is not there. */
        LOST,
        /** A batch whose answer was lost is there in part. */
        HALF_SUBMITTED,
        /** A query was published more than once. */
        DUPLICATED,
        /** Counters and queries of a batch disagree. */
        COUNTERS_OFF,
        /** A batch did not end. */
        STUCK,
        /** A query failed, and nothing that happened explains it. */
        FAILED_WITHOUT_REASON,
        /** A published result is not there, or is not the truth. */
        RESULT_WRONG,
        /** A cancellation that was answered had no effect. */
        CANCEL_LOST,
        /** A file that belongs to no published result outlived the retention of its batch. */
        ORPHAN,
        /** Something that had to happen in the round could not. */
        EVENT_FAILED,
        /** Something of an expired batch stayed in the store. */
        NOT_FORGOTTEN,
        /** A whole campaign hit a step at no moment: most likely its statement is another one now. */
        NEVER_HIT;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return "round " + round + ": " + kind.label() + ": " + what;
    }
}
