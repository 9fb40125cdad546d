package io.querybatch.bench;

import java.math.BigDecimal;

/**
 * What a figure is wanted to be: of a figure with a baseline its ratio, of another one its value.
 *
 * @param wanted what may just be
 * @param orMore whether more is better
 */
record Target(double wanted, boolean orMore) {

    static Target atLeast(double wanted) {
        return new Target(wanted, true);
    }

    static Target atMost(double wanted) {
        return new Target(wanted, false);
    }

    boolean isMetBy(double measured) {
        return orMore ? measured >= wanted : measured <= wanted;
    }

    @Override
    public String toString() {
        return (orMore ? "≥ " : "≤ ")
                + BigDecimal.valueOf(wanted).stripTrailingZeros().toPlainString();
    }
}
