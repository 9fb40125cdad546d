package io.querybatch.bench;

/**
 * Something that was measured.
 *
 * @param unit of the value
 * @param baseline the figure it is compared with; null where there is nothing to compare with
 * @param ratio to the baseline; 0 without one
 * @param target what is wanted of it; null if nothing is
 */
record Figure(String name, double value, String unit, String baseline, double ratio, Target target) {

    /** What its target is about. */
    double measured() {
        return baseline == null ? value : ratio;
    }

    boolean isMet() {
        return target.isMetBy(measured());
    }
}
