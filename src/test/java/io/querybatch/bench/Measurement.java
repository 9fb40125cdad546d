package io.querybatch.bench;

/** Something that is measured beside its baseline, in the same run. */
interface Measurement {

    /** Its name in the report, and for {@code -Dbench}. */
    String name();

    /** What it measures and against what, in a line for people. */
    String title();

    /**
     * Measures, and hands every figure to the report, a baseline before what is compared with it.
     *
     * @throws Exception if anything but the time it takes is not as it must be
     */
    void measure(Report report) throws Exception;
}
