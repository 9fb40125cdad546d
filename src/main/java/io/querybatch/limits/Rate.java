package io.querybatch.limits;

/**
 * How many requests are let through.
 *
 * @param perSecond on each node, in bursts of two seconds; 0: any number
 * @param perHour in each hour of the clock; 0: any number
 */
public record Rate(int perSecond, int perHour) {

    /** How much may come at once. */
    int burst() {
        return 2 * perSecond;
    }
}
